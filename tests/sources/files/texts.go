package texts

const A = "Your code \u2019 is \"é\"\n"

func send(to string, n int) {
	text := `Hi "` + fmt.Sprintf("%d days", n)
	if n > 1 {
		text += "!"
	}
	sms.Send(to, text)
}
