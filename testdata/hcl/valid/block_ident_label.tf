resource foo bar {
}
