// One request a line in, one answer a line out. A request is the template and then name and value in turn, each in base64, with
// blanks between; a name and "part" is a template that others include; an answer is "out" or "error" and a text in base64. (Java has no JSON of its own.)
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.runtime.resource.loader.StringResourceLoader;
import org.apache.velocity.runtime.resource.util.StringResourceRepository;
import org.apache.velocity.runtime.resource.util.StringResourceRepositoryImpl;

public class Render {
    private static String decode(String word) {
        return new String(Base64.getDecoder().decode(word), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean isThere(String name) {
        try {
            Class.forName(name);
            return true;
        } catch (ClassNotFoundException error) {
            return false;
        }
    }

    public static void main(String[] arguments) throws Exception {
        VelocityEngine engine = new VelocityEngine();
        if (isThere("org.apache.velocity.runtime.log.NullLogChute"))
            engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute"); // 1.7
        StringResourceRepository parts = new StringResourceRepositoryImpl();
        parts.setEncoding("UTF-8");
        StringResourceLoader.setRepository("parts", parts);
        engine.setProperty("resource.loader", "parts");
        engine.setProperty("parts.resource.loader.class", StringResourceLoader.class.getName());
        engine.setProperty("parts.resource.loader.repository.name", "parts");
        engine.setProperty("parts.resource.loader.repository.static", "true");
        engine.setProperty("input.encoding", "UTF-8"); // 1.7
        engine.setProperty("resource.default_encoding", "UTF-8"); // 2.x
        engine.init();
        BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            String[] words = line.split(" ", -1);
            VelocityContext context = new VelocityContext();
            for (int index = 1; index + 2 < words.length; index += 3) {
                String name = decode(words[index]);
                String value = decode(words[index + 2]);
                switch (words[index + 1]) {
                    case "true": context.put(name, Boolean.TRUE); break;
                    case "false": context.put(name, Boolean.FALSE); break;
                    case "part": parts.putStringResource(name, value); break;
                    case "list":
                        List<String> items = new ArrayList<>();
                        for (String item : value.isEmpty() ? new String[0] : value.split("\n", -1)) items.add(decode(item));
                        context.put(name, items);
                        break;
                    default: context.put(name, value);
                }
            }
            String answer;
            try {
                StringWriter text = new StringWriter();
                engine.evaluate(context, text, "message", decode(words[0]));
                answer = "out " + encode(text.toString());
            } catch (Exception error) {
                answer = "error " + encode(String.valueOf(error.getMessage()));
            }
            System.out.println(answer);
        }
    }
}
