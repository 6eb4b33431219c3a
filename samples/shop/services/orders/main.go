// Command orders takes orders and answers what became of them.
package main

import (
	"fmt"
	"log"
	"net/http"
)

var version = "dev"

func main() {
	http.HandleFunc("/healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, version) })
	log.Fatal(http.ListenAndServe(":8081", nil))
}
