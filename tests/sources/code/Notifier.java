package x;
@Service
public class Notifier {
    private final SmsGateway gateway;
    @Value("${sms.sender}") private String sender;
    private static final Logger LOG = LoggerFactory.getLogger(Notifier.class);
    private static final String OTP = "Your verification code is: ";
    private static final String URL = "https://example.com/track/";

    public Notifier(SmsGateway gateway) { this.gateway = gateway; }

    public void sendOtp(String phone, String code) {
        final String text = OTP + code;
        LOG.debug("sending otp to {}", phone);
        gateway.sendSms(phone, text);
    }
    public void tracking(Parcel p) {
        String msg = "Hi " + p.getName() + ", track your parcel: " + URL + p.getId();
        if (p.isExpress() && p.getSlot() != null) {
            msg = msg + ". It comes between " + p.getSlot().from() + " and " + p.getSlot().to();
        }
        notify(p.getPhone(), msg);
    }
    private void notify(String phone, String message) {
        gateway.sendSms(phone, message);
    }
    private String greeting(User u) {
        if (u.getName() == null) return "Hello there, ";
        return "Hello " + u.getName() + ", ";
    }
    public void promo(User u, int percent) {
        StringBuilder sb = new StringBuilder();
        sb.append(greeting(u)).append("get ").append(percent).append("% off today!");
        if (u.optOut()) {
            return;
        }
        sb.append(" Reply STOP to end");
        gateway.sendSms(u.getPhone(), sb.toString());
    }
    public void query(long id) { jdbc.query("SELECT body FROM messages WHERE id = ?", id); }
    Optional<String> template(Type type) {
        return Optional.of(switch (type) { case A -> "First text for you"; case B -> "Second text for you"; });
    }
    void async(String to) {
        CompletableFuture.runAsync(() -> gateway.sendSms(to, "Your export is ready"));
    }
    void ex() { throw new IllegalArgumentException("bad number given"); }
    void viaTwilio(String to) {
        Message message = Message.creator(new PhoneNumber(to), new PhoneNumber(sender), "Your room is ready").create();
    }
}
