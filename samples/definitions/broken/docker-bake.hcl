target "odd" {
  context = "."
  dockerfile = conjure("Dockerfile")
}
