package shop

import "fmt"

const (
	brand  = "Acme"
	footer = " Reply STOP to opt out."
)

// Welcome is the first text.
const Welcome = "Welcome to Acme, %s! Your account is ready."

var table = "orders"

var texts = map[string]string{
	"shipped": "Your parcel is on its way.",
	"lost":    `We are sorry: your parcel is lost.`,
}

func SendWelcome(client *twilio.RestClient, user User) error {
	params := &api.CreateMessageParams{}
	params.SetTo(user.Phone)
	params.SetBody(fmt.Sprintf(Welcome, user.Name))
	_, err := client.Api.CreateMessage(params)
	return err
}

func (s *Service) Remind(order Order, to string) {
	body := brand + ": your order " + order.ID + " is ready"
	if order.Late {
		body += " and late"
	}
	body += "." + footer
	if err := s.sms.SendSMS(to, body); err != nil {
		log.Printf("could not send a reminder to %s", to)
	}
}

func status(order Order) string {
	switch order.State {
	case Paid:
		return fmt.Sprintf("Thanks for your payment of %.2f.", order.Total)
	case Sent:
		return "Your parcel is out for delivery."
	}
	panic("there is no text for this state")
}

func digest(orders []Order, phone string) {
	var b strings.Builder
	b.WriteString("Your orders:")
	for _, each := range orders {
		fmt.Fprintf(&b, "\n- %s", each.Name)
	}
	b.WriteString("\nBye \u2013 Acme")
	gateway.SendSMS(phone, b.String())
}

func lines(to, code string) {
	parts := []string{"Your code is " + code, "Do not share it."}
	sendSMS(to, strings.Join(parts, "\n"))
}

func choice(to string, late bool) {
	text := "Your taxi is here."
	if late {
		text = "Your taxi is late."
	}
	sendSMS(to, text)
}

func publish(phone, text string) {
	snsClient.Publish(ctx, &sns.PublishInput{PhoneNumber: &phone, Message: aws.String("Your table is booked for " + text)})
}

func raw(to string, minutes int) {
	sendSMS(to, fmt.Sprintf(`Your "driver" arrives
in %d minutes.`, minutes))
}

func translated(to string) {
	sendSMS(to, i18n.T("sms.order.ready"))
}

func lookup(to, kind string) {
	sendSMS(to, texts[kind])
}

func trial(days int) (string, error) {
	if days < 0 {
		return "", errors.New("the trial is over already")
	}
	return fmt.Sprintf("Your trial ends in %d days.", days), nil
}
