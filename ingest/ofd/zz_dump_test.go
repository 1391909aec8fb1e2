package ofd

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
)

func TestZZDump(t *testing.T) {
	b, _ := os.ReadFile(os.Getenv("DOCF"))
	d, err := Read(context.Background(), b)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, x := range d.Blocks {
		j, _ := json.Marshal(x)
		fmt.Println(string(j))
	}
	fmt.Println(d.Notes)
}
