package n
import ("fmt"; "github.com/plivo/plivo-go/v7")
type Msg struct { To, Text string }
const tpl = `Hi %s,
your code is %s.`
func (n *N) Code(ctx context.Context, u User) error {
	code, err := n.codes.New(ctx, u.ID)
	if err != nil {
		return fmt.Errorf("cannot make a code for %s: %w", u.ID, err)
	}
	return n.sms.SendMessage(ctx, u.Phone, fmt.Sprintf(tpl, u.Name, code))
}
func plivoSend(to string) {
	client.Messages.Create(plivo.MessageCreateParams{Src: "1", Dst: to, Text: "Your cab is near"})
}
func body(k Kind) (s string) {
	switch k {
	case A:
		s = "First body for A"
	default:
		s = "Other body for all"
	}
	return s
}
func buildText(items []Item) string {
	lines := []string{"Your cart:"}
	for _, i := range items {
		lines = append(lines, fmt.Sprintf("%dx %s", i.N, i.Name))
	}
	return strings.Join(lines, "\n")
}
