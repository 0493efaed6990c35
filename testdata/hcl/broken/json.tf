{
  "resource": {
    "a": {}
  }
}
