group "default" {
  targets = ["child"]
}

target "parent" {
  context    = "."
  dockerfile = "parent.Dockerfile"
  tags       = ["hard/onbuild-parent:1"]
}

target "child" {
  context    = "."
  dockerfile = "child.Dockerfile"
}
