import java.text.MessageFormat;
import java.util.Locale;

/** Prints what MessageFormat makes of {0} and of {0,number}: a line for each locale and number. */
public class Numbers {
    public static void main(String[] arguments) throws Exception {
        java.io.PrintStream out = new java.io.PrintStream(System.out, true, "UTF-8");
        for (String locale : arguments[0].split(",")) {
            for (String number : arguments[1].split(",")) {
                Object[] given = {Long.valueOf(number)};
                Locale here = Locale.forLanguageTag(locale);
                out.println(locale + "\t" + number + "\t" + new MessageFormat("{0}", here).format(given)
                    + "\t" + new MessageFormat("{0,number}", here).format(given));
            }
        }
    }
}
