using System;
using Twilio.Rest.Api.V2010.Account;

namespace Acme.Shop
{
    public class OrderTexts
    {
        private const string Brand = "Acme";
        private const string Footer = " Reply STOP to opt out.";
        public static readonly string Welcome = "Welcome to Acme, {0}! Your account is ready.";
        private const string Table = "orders";
        private static readonly Dictionary<string, string> Texts = new()
        {
            ["shipped"] = "Your parcel is on its way.",
            ["lost"] = "We are sorry: your parcel is lost.",
        };
        public string Greeting => $"Hello {Name}, nice to see you.";

        public void SendWelcome(User user)
        {
            MessageResource.Create(to: user.Phone, from: From, body: string.Format(Welcome, user.Name));
        }

        public async Task Remind(Order order, string to)
        {
            var body = $"{Brand}: your order {order.Id:D6} is ready";
            if (order.IsLate)
                body += " and late";
            body += "." + Footer;
            await smsClient.SendSmsAsync(to, body);
            _log.LogInformation("Sent a reminder to {To}", to);
        }

        string Status(Order order)
        {
            switch (order.State)
            {
                case State.Paid:
                    return $"Thanks for your payment of {order.Total:C}.";
                case State.Sent:
                    return "Your parcel is out for delivery.";
                default:
                    throw new InvalidOperationException("There is no text for this state");
            }
        }

        void Digest(IList<Order> orders, string phone)
        {
            var text = new StringBuilder("Your orders:");
            foreach (var each in orders)
            {
                text.Append("\n- ").Append(each.Name);
            }
            text.AppendLine();
            text.AppendFormat("Bye {0} \u2013 Acme", phone);
            gateway.Send(phone, text.ToString());
        }

        void Lines(string to, string code)
        {
            var lines = new List<string>();
            lines.Add($"Your code is {code}");
            lines.Add("Do not share it.");
            sms.Send(to, string.Join("\n", lines));
        }

        void Choice(string to, bool late)
        {
            sms.Send(to, late ? "Your taxi is late." : "Your taxi is here.");
        }

        Task Publish(string phone, string text)
        {
            return sns.PublishAsync(new PublishRequest { PhoneNumber = phone, Message = "Your table is booked for " + text });
        }

        void Raw(string to, int minutes)
        {
            sms.Send(to, @"Your ""driver"" arrives
in " + minutes + " minutes.");
            sms.Send(to, $"""
                Your driver waits
                  for {minutes} minutes.
                """);
        }

        void Translated(string to)
        {
            sms.Send(to, localizer.GetString("sms.order.ready"));
        }

        string Level(int level) => level switch
        {
            1 => "Your balance is low.",
            2 => $"Your balance is empty: {level}",
            _ => throw new ArgumentException("no such level here"),
        };

        void Lookup(string to, string kind)
        {
            sms.Send(to, Texts[kind]);
        }
    }
}
