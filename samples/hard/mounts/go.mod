module hard.example/mounts

go 1.23
