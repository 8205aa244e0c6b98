package io.github.akspolicy.resource.identity;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A script of a shell: what it reads from elsewhere is no secret, and what it says itself may be one. */
public final class ScriptText {
    private static final Pattern FILE = Pattern.compile("(?i).*\\.(?:sh|bash|ksh|zsh)");
    private static final Pattern INTERPRETER = Pattern.compile("#!.*\\b(?:ba|da|a|k|z)?sh\\b.*");

    /** {@code password=hunter2}, the line {@code password: hunter2} of a file that is written, an option {@code --password hunter2}. */
    private static final Pattern SETTING = Pattern.compile(
            "(?:(?<![\\w.-])(?<name>[A-Za-z_][\\w.-]{0,100}+)=|^(?<key>[A-Za-z_][\\w.-]{0,100}+):\\s{1,8}+"
                    + "|(?<![\\w.-])--?(?<option>[A-Za-z][\\w-]{0,100}+)[= ]\\s{0,8}+)[\"']?(?<value>[^\\s\"'`;|&]{1,1000}+)");

    /** The password of a command, whose option does not say so, and of SQL. */
    private static final Pattern ARGUMENT = Pattern.compile(
            "(?:\\bmysql\\w{0,20}\\b|\\bsshpass\\b)[^\\n]{0,1000}?\\s-p[\"']?[^\\s$\"'`]"
                    + "|\\s(?:-u|--user)[ =][\"']?[\\w.@-]{1,100}+:[^\\s$\"'`]|(?i:\\bidentified\\s{1,8}+by\\s{1,8}+[\"'][^$\"'`])");

    private ScriptText() {}

    /** Whether it is one, by the name of the file or by the first line. */
    public static boolean is(String key, String text) {
        return FILE.matcher(key).matches()
                || INTERPRETER.matcher(text.lines().findFirst().orElse("")).matches();
    }

    /** Whether it holds a secret, and does not only name the variable or file that holds it. */
    static boolean holdsSecret(String script) {
        return script.lines()
                .map(String::strip)
                .filter(line -> !line.startsWith("#"))
                .anyMatch(ScriptText::isSecretLine);
    }

    private static boolean isSecretLine(String line) {
        if (!SecretShape.of(line).isEmpty() || ARGUMENT.matcher(line).find()) {
            return true;
        }
        Matcher setting = SETTING.matcher(line);
        int from = 0;
        while (setting.find(from)) {
            String name = Stream.of("name", "key", "option")
                    .map(setting::group)
                    .filter(Objects::nonNull)
                    .findFirst()
                    .orElse("");
            String value = setting.group("value");
            if (!value.startsWith("$") && SecretShape.isSecret(name, value)) {
                return true;
            }
            // the value of one may be the name of the next
            from = setting.start("value");
        }
        return false;
    }
}
