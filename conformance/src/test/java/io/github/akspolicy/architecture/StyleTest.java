package io.github.akspolicy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What users read has the field's own words: README, documentation, schemas, pages of policies, and the string literals of
 * main code, which are its messages. The changelog is history and keeps its words.
 */
class StyleTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Pages and schemas that the build makes. */
    private static final Path SITE = ROOT.resolve("site/target/site");

    private static final Set<String> OTHERS = Set.of("target", ".git", "test", "it", "it-deep", "node_modules");

    /** What must not be written, and what to write instead. "There is no X" is ordinary English and may stay. */
    private static final List<Word> WORDS = List.of(
            new Word("mend(s|ed|ing|ings)?", "fix"),
            new Word("tells?", "report, print, annotate, say"),
            new Word("doors?", "entry point"),
            new Word("debts?", "exemptions and baseline"),
            new Word("(un)?judg(e|es|ed|ing|ements?)", "evaluate, evaluation"),
            new Word("surroundings", "context"),
            new Word("charts? of others|vendors?", "third-party chart"),
            new Word("twins?", "instrumented copy"),
            new Word("in vain|that there (is|are) not", "not found, unknown"),
            new Word("anew", "again, regenerated"),
            new Word("nobody|somebody|whoever", "who: no policy, the author, the API server"),
            new Word("(?<!there )(is|are) no(?! longer)", "is not a, are not"),
            new Word("of (one's|its|their|your|our|my) own", "custom, your own, separate"),
            new Word("ways? to cluster-admin", "escalation path"),
            new Word("hang(s|ing)? on", "depends on"));

    /** Texts that hold such a word and may, with the reason. */
    private static final Map<String, String> EXCEPTIONS = Map.of(
            "\"vendor\"", "a key of the JSON report",
            "\"debt\"", "the anchor of a section of the HTML report, which links lead to",
            "judgement.fail(", "a method of the policy API",
            "policy.Judgement;", "a type of the policy API",
            "Judgement judgement", "a parameter of the policy API",
            "vendor: true", "a value of the key kind of an exemption",
            "vendor: in a third-party chart", "a value of a key of the JSON report",
            "risk-accepted and vendor need", "a value of the key kind of an exemption",
            "risk-accepted, false-positive or vendor", "a value of the key kind of an exemption");

    /** Options, goals and commands as Maven takes them. */
    private static final Pattern OF_MAVEN =
            Pattern.compile("-Daks-policy\\.|[ (]-D\"$|(?<!\\.)\\bmvn\\b|\\baks-policy:(\"$|[a-z])");

    /** A string, a text block, or what only looks like one: comments and characters. */
    private static final Pattern TOKEN = Pattern.compile(
            "\"\"\"\\s*\\n.*?(?<!\\\\)\"\"\"|\"[^\"\\\\\\n]*+(?:\\\\.[^\"\\\\\\n]*+)*+\"|/\\*.*?\\*/|//[^\\n]*+|'(?:[^'\\\\\\n]|\\\\.)+'",
            Pattern.DOTALL);

    /** Names of keys, classes and packages stand in code marks, without a blank. */
    private static final Pattern NAME_IN_CODE_MARKS = Pattern.compile("`[^`\\s]+`");

    private static final Pattern ESCAPED_BLANK = Pattern.compile("\\\\[nrt]");

    private static final int CONTEXT = 40;

    private record Word(Pattern pattern, String better) {
        Word(String left, String better) {
            this(Pattern.compile("\\b(" + left + ")\\b", Pattern.CASE_INSENSITIVE), better);
        }
    }

    @Test
    void documentationHasTheWordsOfTheField() {
        List<Path> pages = new ArrayList<>(files(ROOT, ".md", ".json", ".txt"));
        pages.addAll(files(SITE, ".md", ".json"));
        assertThat(pages)
                .as("README, documentation, schemas and pages are read")
                .contains(ROOT.resolve("README.md"), ROOT.resolve("docs/audit.md"), SITE.resolve("policy.schema.json"))
                .hasSizeGreaterThan(500);
        assertThat(pages.stream().flatMap(page -> faults(page, prose(text(page))).stream()))
                .isEmpty();
    }

    @Test
    void messagesHaveTheWordsOfTheField() {
        List<Path> sources = files(ROOT, ".java");
        assertThat(sources).as("main code is read").hasSizeGreaterThan(800);
        assertThat(sources.stream()
                        .flatMap(source -> literals(text(source)).stream()
                                .flatMap(literal ->
                                        faults(
                                                source,
                                                ESCAPED_BLANK.matcher(literal).replaceAll(" "))
                                                .stream())))
                .isEmpty();
    }

    /** A message does not know which entry point shows it: CommandText names commands and options, and the entry point words them. */
    @Test
    void messagesNameCommandsInOneNotation() {
        Path notation = ROOT.resolve("engine/model/src/main/java/io/github/akspolicy/manifest/CommandText.java");
        assertThat(OF_MAVEN.matcher(text(notation)).find()).isTrue();
        assertThat(files(ROOT, ".java").stream()
                        .filter(source -> source.startsWith(ROOT.resolve("engine"))
                                || source.startsWith(ROOT.resolve("policies")))
                        .filter(source -> !source.equals(notation))
                        .flatMap(source -> literals(text(source)).stream()
                                .filter(literal -> OF_MAVEN.matcher(literal).find())
                                .map(literal -> ROOT.relativize(source) + ": " + literal)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"set -Daks-policy.grow\"",
                "\"name it with -D\"",
                "\"run mvn test\"",
                "\"run aks-policy:audit\""
            })
    void wordsOfMavenAreSeen(String literal) {
        assertThat(OF_MAVEN.matcher(literal).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "how to mend a finding",
                "Nothing tells why",
                "the JUnit door",
                "Debt that was there before",
                "nothing was judged",
                "12 judgements",
                "the surroundings of a finding",
                "in charts of others",
                "another version fixes it, or its vendor",
                "the mark in the twin",
                "a policy looks for it in vain",
                "names an environment that there is not",
                "write it anew",
                "image is verified by nobody",
                "Whoever may create pods",
                "image is no text",
                "templates are no\nmanifests",
                "a folder of its own",
                "policies of your own",
                "ways to cluster-admin",
                "it hangs on a parameter"
            })
    void wordsAreSeen(String text) {
        assertThat(faults(ROOT, prose(text))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "there is no Helm on the class path",
                "it is no longer evaluated",
                "`judgedElsewhere` names objects",
                "the packages `template` and `twin`",
                "your own policies",
                "a vendored copy",
                "the foretelling of indoor amendments"
            })
    void ordinaryEnglishPasses(String text) {
        assertThat(faults(ROOT, prose(text))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fail(\"is \" + \"no text\"); | \"is no text\"",
                "/* \"nobody\" */ say(\"a\"); // \"door\" | \"a\"",
                "char quote = '\"'; say(\"b\"); | \"b\"",
                "say(\"c\" + name + \"d\"); | \"c\"; \"d\"",
            })
    void literalsAreReadWithoutComments(String code, String literals) {
        assertThat(String.join("; ", literals(code))).isEqualTo(literals);
    }

    private static List<String> faults(Path file, String text) {
        String rest = text;
        for (String exception : EXCEPTIONS.keySet()) {
            rest = rest.replace(exception, "");
        }
        var found = new ArrayList<String>();
        for (Word word : WORDS) {
            Matcher matcher = word.pattern().matcher(rest);
            while (matcher.find()) {
                String around = rest.substring(
                        Math.max(0, matcher.start() - CONTEXT), Math.min(rest.length(), matcher.end() + CONTEXT));
                found.add(ROOT.relativize(file) + ": \"" + matcher.group() + "\" in … " + around + " …: write "
                        + word.better());
            }
        }
        return found;
    }

    /** The text of a page, names left out, each line break a blank: a phrase may be wrapped. */
    private static String prose(String page) {
        return NAME_IN_CODE_MARKS.matcher(page).replaceAll("``").replaceAll("\\s+", " ");
    }

    /** The string literals of a source; those that a plus joins are one. */
    private static List<String> literals(String source) {
        var found = new ArrayList<String>();
        int end = -1;
        for (MatchResult token : TOKEN.matcher(source).results().toList()) {
            String text = token.group();
            if (!text.startsWith("\"")) {
                continue;
            }
            if (end >= 0 && source.substring(end, token.start()).strip().equals("+")) {
                String last = found.remove(found.size() - 1);
                found.add(last.substring(0, last.length() - 1) + text.substring(1));
            } else {
                found.add(text);
            }
            end = token.end();
        }
        return found;
    }

    /** What is published: no tests, no results of builds, no history. */
    private static List<Path> files(Path root, String... ends) {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(root, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return !folder.equals(root)
                                    && OTHERS.contains(folder.getFileName().toString())
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    String name = file.getFileName().toString();
                    if (!name.equals("CHANGELOG.md") && List.of(ends).stream().anyMatch(name::endsWith)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }
}
