class Sms {
  final Telephony telephony;
  Sms(this.telephony);
  static const _footer = 'Reply STOP to end';
  Future<void> send(User u) => telephony.sendSms(to: u.phone, message: 'Hi ${u.name}, your order is here. $_footer');
  String body(Kind k) {
    final buffer = StringBuffer()
      ..write('Dear customer, ')
      ..writeln('your bill is ready.');
    if (k == Kind.late) {
      buffer.write('It is late!');
    }
    return buffer.toString();
  }
  Map<String, String> get all => {'a': 'First of all texts', 'b': 'Second of all texts'};
}
