package io.github.akspolicy.deployment;

import io.github.akspolicy.source.Workspace;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Files and folders of a repository that commands name, some parts of their paths unknown. */
record RepositoryPaths(Path root, Workspace workspace) {
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);
    private static final String MOUNT = "checkout to ";
    private static final Pattern MOUNTED =
            Pattern.compile("\uE002" + MOUNT + "([^\uE003]*+)\uE003/(.*)", Pattern.DOTALL);
    private static final String EITHER = "either ";
    private static final Pattern ONE_OF =
            Pattern.compile("\uE002" + EITHER + "([^\uE003]*+)\uE003(.*)", Pattern.DOTALL);
    private static final int MOST_MATCHES = 50;
    private static final int MOST_ENTRIES = 2_000;
    private static final int MOST_SEGMENTS = 40;

    /**
     * A file or folder that fits a path.
     *
     * @param values what the unknown parts of the path are there
     */
    record Match(Path path, Map<String, String> values) {}

    /** The working folder of a job that checks the repository out to a folder in it. */
    static String mounted(String folder) {
        return OpenText.unknown(MOUNT + folder.replaceAll("^\\./|/+$", ""));
    }

    /** A working folder that is this one or the root of the repository: a path counts that leads somewhere from one of them only. */
    static String either(String folder) {
        return OpenText.unknown(EITHER + folder.substring(ROOT.length()));
    }

    /** A path from a folder; both may be unknown. */
    static String join(String folder, String path) {
        if (path.startsWith("/") || path.startsWith("~") || path.startsWith(ROOT)) {
            return path;
        }
        return path.isEmpty() || path.equals(".") ? folder : folder + "/" + path;
    }

    /** The text of a folder of the repository. */
    static String written(Path root, Path folder) {
        String relative = Workspace.slashes(root.relativize(folder));
        return relative.isEmpty() ? ROOT : ROOT + "/" + relative;
    }

    /** The file or folder that a path certainly names; null when there is none. */
    @Nullable
    Path find(String folder, String path) {
        List<Match> found = match(folder, path, Map.of());
        return found.size() == 1 && found.get(0).values().isEmpty()
                ? found.get(0).path()
                : null;
    }

    /**
     * The files and folders that fit a path of which parts are not known. The first part of a path is never looked for as a
     * whole, since it may be any folder, and the last one only where it is a folder.
     *
     * @param known values of unknown parts
     */
    List<Match> match(String folder, String path, Map<String, String> known) {
        String text = unmounted(OpenText.bind(join(folder, path.replace('\\', '/')), known::get));
        Matcher either = ONE_OF.matcher(text);
        if (either.matches()) {
            List<Match> own = fromRoot(ROOT + either.group(1) + either.group(2));
            List<Match> other = fromRoot(ROOT + either.group(2));
            return own.isEmpty() ? other : other.isEmpty() || own.equals(other) ? own : List.of();
        }
        return fromRoot(text);
    }

    private List<Match> fromRoot(String text) {
        if (!text.startsWith(ROOT)) {
            return List.of();
        }
        String[] segments = text.substring(ROOT.length()).split("/+");
        if (segments.length > MOST_SEGMENTS) {
            return List.of();
        }
        List<Match> found = List.of(new Match(root, Map.of()));
        boolean isFirst = true;
        for (int i = 0; i < segments.length; i++) {
            if (!segments[i].isEmpty()) {
                found = next(found, segments[i], isFirst, i == segments.length - 1);
                isFirst = false;
            }
        }
        return found.stream().filter(match -> isInside(match.path())).toList();
    }

    /** From the root of the repository, wherever it is checked out to. */
    private static String unmounted(String text) {
        Matcher matcher = MOUNTED.matcher(text);
        if (!matcher.matches()) {
            return text;
        }
        String path = matcher.group(2).startsWith("./") ? matcher.group(2).substring(2) : matcher.group(2);
        return (path + "/").startsWith(matcher.group(1) + "/")
                ? ROOT + path.substring(matcher.group(1).length())
                : text;
    }

    private List<Match> next(List<Match> found, String segment, boolean isFirst, boolean isLast) {
        var next = new ArrayList<Match>();
        for (Match match : found) {
            String text = OpenText.bind(segment, match.values()::get);
            if (OpenText.isKnown(text)) {
                step(match, text, next);
            } else if (!(isFirst && OpenText.isOneVariable(text))
                    && OpenText.names(text).size() <= 2) {
                entries(match, text, next, isLast && OpenText.isOneVariable(text));
            }
        }
        return next.size() > MOST_MATCHES ? List.of() : next;
    }

    private void step(Match match, String segment, List<Match> next) {
        try {
            Path path = match.path().resolve(segment).normalize();
            if (path.startsWith(root) && Files.exists(path)) {
                next.add(new Match(path, match.values()));
            }
        } catch (InvalidPathException address) {
            return;
        }
    }

    private static void entries(Match match, String segment, List<Match> next, boolean isFolder) {
        Pattern pattern = OpenText.pattern(segment);
        List<String> names = OpenText.names(segment);
        for (Path entry : list(match.path())) {
            Matcher matcher = pattern.matcher(String.valueOf(entry.getFileName()));
            if (matcher.matches() && (!isFolder || Files.isDirectory(entry))) {
                var values = new LinkedHashMap<>(match.values());
                for (int i = 0; i < names.size(); i++) {
                    values.put(names.get(i), matcher.group(i + 1));
                }
                next.add(new Match(entry, values));
            }
        }
    }

    private static List<Path> list(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var entries = new ArrayList<Path>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            for (Path entry : stream) {
                entries.add(entry);
                if (entries.size() > MOST_ENTRIES) {
                    return List.of();
                }
            }
        } catch (IOException | DirectoryIteratorException unreadable) {
            return List.of();
        }
        entries.sort(null);
        return entries;
    }

    private boolean isInside(Path path) {
        try {
            return workspace.contains(path);
        } catch (IOException unreadable) {
            return false;
        }
    }
}
