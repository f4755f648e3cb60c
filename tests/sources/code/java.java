package com.acme.shop;

import com.twilio.rest.api.v2010.account.Message;
import java.util.*;

/** Texts of the shop. */
public class OrderTexts {
    private static final String BRAND = "Acme";
    private static final String FOOTER = " Reply STOP to opt out.";
    public static final String WELCOME = "Welcome to Acme, %s! Your account is ready.";
    static final String TABLE = "orders";
    private static final Map<String, String> TEXTS = Map.of(
        "shipped", "Your parcel is on its way.",
        "lost", "We are sorry: your parcel is lost.");

    public void welcome(User user) {
        Message.creator(new PhoneNumber(user.phone()), FROM, String.format(WELCOME, user.name())).create();
    }

    public void remind(Order order, String to) {
        String body = BRAND + ": your order " + order.getId() + " is ready";
        if (order.isLate()) {
            body += " and late";
        }
        body += "." + FOOTER;
        smsClient.sendSms(to, body);
        log.info("Sent a reminder to " + to);
    }

    String status(Order order) {
        switch (order.state()) {
            case PAID:
                return "Thanks for your payment of " + order.total() + ".";
            case SENT:
                return "Your parcel is out for delivery.";
            default:
                throw new IllegalStateException("There is no text for this state");
        }
    }

    void digest(List<Order> orders, String phone) {
        StringBuilder text = new StringBuilder("Your orders:");
        for (Order each : orders) {
            text.append("\n- ").append(each.name());
        }
        text.append("\nBye \u2013 Acme");
        gateway.send(phone, text.toString());
    }

    void lines(String to, String code) {
        String text = String.join("\n", "Your code is " + code, "Do not share it.");
        sms.send(to, text);
    }

    void choice(String to, boolean late) {
        sms.send(to, late ? "Your taxi is late." : "Your taxi is here.");
    }

    void publish(String phone, String text) {
        sns.publish(PublishRequest.builder().phoneNumber(phone).message("Your table is booked for " + text).build());
    }

    void vonage(String to, int minutes) {
        TextMessage message = new TextMessage("Acme", to, """
            Your driver arrives
              in %d minutes.\
             Be ready.
            """.formatted(minutes));
        client.getSmsClient().submitMessage(message);
    }

    void translated(String to, Locale locale) {
        sms.send(to, messages.getMessage("sms.order.ready", null, locale));
    }

    String kind(int n) {
        String unit = n == 1 ? "day" : "days";
        return "Your trial ends in " + n + " " + unit + ".";
    }

    void table(String to, String kind) {
        sms.send(to, TEXTS.get(kind));
    }

    String level(int level) {
        return switch (level) {
            case 1 -> "Your balance is low.";
            case 2 -> "Your balance is empty: " + level;
            default -> { throw new IllegalArgumentException("no such level here"); }
        };
    }
}
