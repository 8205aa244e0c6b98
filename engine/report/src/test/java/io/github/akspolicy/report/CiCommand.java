package io.github.akspolicy.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A command as the agent of a CI system understands it, read out of a log by the rules that the agents document: what a
 * log makes a CI system do is all that counts.
 *
 * @param name such as {@code error} or {@code task.logissue}
 * @param properties unescaped
 * @param data unescaped
 */
record CiCommand(String name, Map<String, String> properties, String data) {
    private static final Pattern GITHUB = Pattern.compile("::([^: ]+)(?: ([^\n]*?))?::(.*)");
    private static final Pattern GITHUB_OLD = Pattern.compile("##\\[([^] ]+)(?: ([^]]*))?](.*)");
    private static final Pattern AZURE =
            Pattern.compile("##vso\\[([^] ]+)(?: ([^]]*))?](.*)", Pattern.CASE_INSENSITIVE);
    private static final Pattern AZURE_FORMAT =
            Pattern.compile("##\\[(error|warning|section|group|endgroup|debug|command)](.*)", Pattern.CASE_INSENSITIVE);

    /** What GitHub's runner obeys: lines that begin with {@code ::}, and {@code ##[…]} anywhere in a line. */
    static List<CiCommand> github(String log) {
        var commands = new ArrayList<CiCommand>();
        for (String line : lines(log)) {
            Matcher matcher = GITHUB.matcher(line.stripLeading());
            if (matcher.matches()) {
                commands.add(new CiCommand(
                        matcher.group(1),
                        properties(matcher.group(2), ",", CiCommand::githubProperty),
                        githubData(matcher.group(3))));
            }
            Matcher old = GITHUB_OLD.matcher(line);
            if (old.find()) {
                commands.add(new CiCommand("##" + old.group(1), Map.of(), old.group(3)));
            }
        }
        return commands;
    }

    /** What the agent of Azure Pipelines obeys: {@code ##vso[…]} and {@code ##[…]} anywhere in a line. */
    static List<CiCommand> azure(String log) {
        var commands = new ArrayList<CiCommand>();
        for (String line : lines(log)) {
            Matcher matcher = AZURE.matcher(line);
            if (matcher.find()) {
                commands.add(new CiCommand(
                        matcher.group(1),
                        properties(matcher.group(2), ";", CiCommand::azureValue),
                        azureValue(matcher.group(3))));
            }
            Matcher format = AZURE_FORMAT.matcher(line);
            if (format.find()) {
                commands.add(new CiCommand("##" + format.group(1), Map.of(), format.group(2)));
            }
        }
        return commands;
    }

    /** Lines by every line end that some log reader knows. */
    private static List<String> lines(String log) {
        return List.of(log.split("\r\n|[\n\r\u000b\f\u0085\u2028\u2029]"));
    }

    private interface Unescape {
        String apply(String text);
    }

    private static Map<String, String> properties(String text, String separator, Unescape unescape) {
        var properties = new LinkedHashMap<String, String>();
        if (text == null) {
            return properties;
        }
        for (String property : text.split(separator)) {
            int equals = property.indexOf('=');
            if (equals > 0) {
                String before = properties.put(
                        property.substring(0, equals).strip(), unescape.apply(property.substring(equals + 1)));
                if (before != null) {
                    throw new IllegalArgumentException("twice in one command: " + property);
                }
            }
        }
        return properties;
    }

    private static String githubData(String text) {
        return text.replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%");
    }

    private static String githubProperty(String text) {
        return text.replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%3A", ":")
                .replace("%2C", ",")
                .replace("%25", "%");
    }

    private static String azureValue(String text) {
        return text.replace("%3B", ";")
                .replace("%0D", "\r")
                .replace("%0A", "\n")
                .replace("%5D", "]")
                .replace("%AZP25", "%");
    }
}
