package io.github.akspolicy.helm.chart;

import io.github.akspolicy.source.Problem;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Says of all dependencies that a chart lacks which one command brings them, tried with Helm 3.17.2 and 4.1.4. */
final class MissingDependencies {
    private static final int SHOWN = 5;

    /** What a shell takes as it stands, since the command is to be copied. */
    private static final Pattern URL = Pattern.compile("https?://[A-Za-z0-9._~:/%-]+");

    private static final Pattern ALIAS = Pattern.compile("(?:@|alias:)([A-Za-z0-9._-]+)");
    private static final Pattern FOLDER = Pattern.compile("[A-Za-z0-9._/@+-]+");

    private MissingDependencies() {}

    /**
     * @param missing at least one
     * @param folder the folder of the chart, or null for one in an archive
     * @param isLocked whether it has a {@code Chart.lock}
     */
    static Problem problem(List<Dependency> missing, @Nullable String folder, boolean isLocked) {
        Dependency first = missing.get(0);
        List<String> names = missing.stream().map(Dependency::toString).toList();
        String message = names.size() == 1
                ? "the dependency " + first + " is not in charts/"
                        + (first.repository().isEmpty() ? "" : " (repository " + first.repository() + ")")
                : "the dependencies " + listed(names) + " are not in charts/";
        return Problem.at(first.at(), message, fix(missing, folder, isLocked));
    }

    private static String listed(List<String> names) {
        int more = names.size() - SHOWN;
        return more > 0
                ? String.join(", ", names.subList(0, SHOWN)) + " and " + more + " more"
                : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }

    private static String fix(List<Dependency> missing, @Nullable String folder, boolean isLocked) {
        if (folder == null) {
            return "run helm dependency build in the chart's folder, and package it again";
        }
        var aliases = new ArrayList<String>();
        var commands = new ArrayList<String>();
        repositories(missing, isLocked, aliases)
                .forEach((url, name) -> commands.add("helm repo add " + name + " " + url));
        aliases.forEach(name -> commands.add("helm repo add " + name + " URL_OF_" + name));
        commands.add("helm dependency build " + (FOLDER.matcher(folder).matches() ? folder : "CHART"));
        return "run: " + String.join(" && ", commands)
                + (aliases.isEmpty() ? "" : "; Chart.yaml does not say the URL of " + String.join(", ", aliases));
    }

    /**
     * The repositories that Helm must know before, each with a name: with a {@code Chart.lock}, those of {@code http} too.
     *
     * @param aliases takes those whose URL is not written
     */
    private static Map<String, String> repositories(List<Dependency> missing, boolean isLocked, List<String> aliases) {
        var names = new LinkedHashMap<String, String>();
        for (Dependency dependency : missing) {
            String repository = dependency.repository();
            Matcher alias = ALIAS.matcher(repository);
            if (alias.matches()) {
                if (!aliases.contains(alias.group(1))) {
                    aliases.add(alias.group(1));
                }
            } else if (isLocked && URL.matcher(repository).matches() && !names.containsKey(repository)) {
                String name = name(repository);
                boolean isTaken = names.containsValue(name) || aliases.contains(name);
                names.put(repository, isTaken ? name + (names.size() + 1) : name);
            }
        }
        return names;
    }

    /** The last folder of a URL, else what its host is called below its domain. */
    private static String name(String url) {
        try {
            URI uri = URI.create(url);
            String path = String.valueOf(uri.getPath()).replaceAll("/+$", "");
            String[] host = String.valueOf(uri.getHost()).split("\\.");
            String name =
                    path.isEmpty() ? host[Math.max(0, host.length - 2)] : path.substring(path.lastIndexOf('/') + 1);
            return name.matches("[A-Za-z0-9._-]+") ? name : "charts";
        } catch (IllegalArgumentException unusual) {
            return "charts";
        }
    }
}
