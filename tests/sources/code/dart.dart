import 'package:twilio_flutter/twilio_flutter.dart';

const brand = 'Acme';
const String footer = ' Reply STOP to opt out.';

class OrderTexts {
  static const welcome = 'Welcome to Acme! Your account is ready.';
  static const table = 'orders';
  static const Map<String, String> texts = {
    'shipped': 'Your parcel is on its way.',
    'lost': "We are sorry: your parcel is lost.",
  };

  String get greeting => 'Hello $name, nice to see you.';

  Future<void> sendWelcome(User user) async {
    await twilioFlutter.sendSMS(toNumber: user.phone, messageBody: welcome);
  }

  void remind(Order order, String to) {
    var body = '$brand: your order ${order.id} is ready';
    if (order.late) {
      body += ' and late';
    }
    body += '.' + footer;
    smsClient.sendSms(to, body);
    print('Sent a reminder to $to');
  }

  String status(Order order) {
    switch (order.state) {
      case State.paid:
        return 'Thanks for your payment of ${order.total}.';
      case State.sent:
        return 'Your parcel is out for delivery.';
      default:
        throw StateError('There is no text for this state');
    }
  }

  void digest(List<Order> orders, String phone) {
    final text = StringBuffer('Your orders:');
    for (final each in orders) {
      text.write('\n- ${each.name}');
    }
    text.write('\nBye \u2013 Acme');
    gateway.sendSms(phone, text.toString());
  }

  void lines(String to, String code) {
    sms.send(to, ['Your code is $code', 'Do not share it.'].join('\n'));
  }

  void choice(String to, bool late) {
    sms.send(to, late ? 'Your taxi is late.' : 'Your taxi is here.');
  }

  void publish(String phone, String text) {
    sns.publish(phoneNumber: phone, message: 'Your table is booked for ' + text);
  }

  void raw(String to, int minutes) {
    sms.send(to, '''
Your "driver" arrives
  in $minutes minutes.''');
    sms.send(to, r'It costs $5' ' and not \$6.');
  }

  void translated(String to) {
    sms.send(to, i18n.getString('sms.order.ready'));
  }

  void lookup(String to, String kind) {
    sms.send(to, texts[kind]);
  }

  String trial(int days) {
    final unit = days == 1 ? 'day' : 'days';
    return 'Your trial ends in $days $unit.';
  }

  String level(int level) => switch (level) {
        1 => 'Your balance is low.',
        _ => 'Your balance is empty.',
      };
}
