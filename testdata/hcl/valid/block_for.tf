for {
}
for "x" {
}
