// One JSON object a line in, one a line out: {"template", "data", "partials"} -> {"out"} or {"error"}.
package main

import (
	"bufio"
	"encoding/json"
	"os"
	"strings"
	"text/template"
	"text/template/parse"
)

type request struct {
	Template string            `json:"template"`
	Data     map[string]any    `json:"data"`
	Partials map[string]string `json:"partials"`
	Only     string            `json:"only"`
}

// Whether a template compiles, whatever functions the program adds.
func compile(source string) error {
	tree := parse.New("message")
	tree.Mode = parse.SkipFuncCheck
	_, err := tree.Parse(source, "", "", map[string]*parse.Tree{})
	return err
}

func render(asked request) (out string, err error) {
	if asked.Only == "compile" {
		return "", compile(asked.Template)
	}
	parsed, err := template.New("message").Parse(asked.Template)
	for name, source := range asked.Partials {
		if err == nil {
			_, err = parsed.New(name).Parse(source)
		}
	}
	if err != nil {
		return "", err
	}
	var text strings.Builder
	err = parsed.ExecuteTemplate(&text, "message", asked.Data)
	return text.String(), err
}

func main() {
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<24)
	answers := json.NewEncoder(os.Stdout)
	answers.SetEscapeHTML(false)
	for lines.Scan() {
		var asked request
		answer := map[string]string{}
		err := json.Unmarshal(lines.Bytes(), &asked)
		if err == nil {
			answer["out"], err = render(asked)
		}
		if err != nil {
			answer = map[string]string{"error": err.Error()}
		}
		_ = answers.Encode(answer)
	}
}
