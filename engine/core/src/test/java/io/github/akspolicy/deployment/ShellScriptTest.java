package io.github.akspolicy.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of commands, as Bash 5.2 gives them to the program. What only a run knows is shown as <code>${NAME}</code>. */
class ShellScriptTest {
    private static final String ROOT = OpenText.unknown(ShellSubstitution.ROOT);

    private static List<ShellCommand> commands(String script, boolean isPowerShell) {
        var context = new ShellScript.Context(Map.of("STAGE", "prod"), ROOT, null);
        return ShellScript.commands(script.replace("⏎", "\n"), isPowerShell, context);
    }

    /** The words of the calls of {@code h}, each in brackets. */
    private static String words(String script, boolean isPowerShell) {
        return commands(script, isPowerShell).stream()
                .filter(command -> command.name().equals("h"))
                .map(command -> command.words().stream()
                        .skip(1)
                        .map(word -> "[" + OpenText.shown(word.text()) + "]")
                        .collect(Collectors.joining()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "h a  b\tc => [a][b][c]",
                "h 'a b' \"c d\" e\\ f => [a b][c d][e f]",
                "h a'b'\"c\"d => [abcd]",
                "h 'it'\\''s' => [it's]",
                "h '$X' \\$X \"\\$X\" => [$X][$X][$X]",
                "h \"a\\nb\" 'a\\nb' a\\nb => [a\\nb][a\\nb][anb]",
                "h a \\⏎ b => [a][b]",
                "h a\\⏎b => [ab]",
                "h \"a\\⏎b\" => [ab]",
                "h a # b 'c => [a]",
                "h a#b => [a#b]",
                "h a; h b && h c &&⏎ h d => [a] [b] [c] [d]",
                "h a > out 2>&1 < in b => [a][b]",
                "h a &> out; h b => [a] [b]",
                "cat <<EOF⏎h no⏎EOF⏎h yes => [yes]",
                "cat <<-'E' | h a⏎\th no⏎\tE⏎h b => [a] [b]",
                "h <<< text a => [a]",
                "h \"$A\" ${B} x$C-y => [${A}][${B}][x${C}-y]",
                "h \"${A:-b}\" ${B%c} ${#D} $1 => [${A}][${B}][${expression}][${argument1}]",
                "h $(h in) `h old` \"$(h 'q)')\" => [in] [old] [q)] [${command}][${command}][${command}]",
                "h {a,b} {a} a=[0] * => [${braces}][{a}][a=[0]][*]",
                "h $'a' $'a\\n' => [a][${text}]",
                "if h a; then h b; elif h c; then h d; else h e; fi => [a] [b] [c] [d] [e]",
                "f() { h a; }; ! h b; time h c => [a] [b] [c]",
                "case x in a) h a;; b|c) h b ;; esac; h c => [a] [b] [c]",
                "x=(1 h 2); h a => [a]",
                "echo h a; 'h' b => [b]",
            })
    void quotation(String script, String words) {
        assertThat(words(script, false)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "X=a; h $X => [a]",
                "X=a; X=b; h $X => [b]",
                "export X='a b'; h \"$X\" $X => [a b][a][b]",
                "X=; h a$X $X \"$X\" => [a][]",
                "X=a; Y=$X/b; h $Y => [a/b]",
                "X=\"$Y-1\"; Y=z; h $X => [${Y}-1]",
                "h $STAGE; STAGE=x; h $STAGE => [prod] [x]",
                // what may have run or not
                "X=a; if t; then X=b; fi; h $X => [${X}]",
                "if t; then X=b; h $X; else X=c; h $X; fi => [b] [c]",
                "t && X=b; h $X => [${X}]",
                "X=a && h $X => [a]",
                "t || X=b && h $X => [${X}]",
                "case $Y in a) X=1; h $X;; *) X=2;; esac; h $X => [1] [${X}]",
                // what may run again, or at another time
                "X=a; while t; do h $X; X=b; done => [${X}]",
                "X=a; while t; do h $X; done => [a]",
                "f() { X=b; }; X=a; f; h $X => [${X}]",
                "X=a; f() { h $X; }; X=b; f => [${X}]",
                "f() { local X=b; h $X; }; f => [b]",
                // what sets it otherwise
                "X=a; read X; h $X => [${X}]",
                "X=a; X+=b; h $X => [${X}]",
                "X=a; X=$(t); h $X => [${command}]",
                "X=a; unset X; h $X => [${X}]",
                "X=a; source env.sh; h $X; X=b; h $X => [${X}] [b]",
                "X=a; eval \"$Y\"; h $X => [${X}]",
                "X=a h $X => ",
                "(X=a; h $X); h $X => [a] [${X}]",
                "X=b; (X=a); h $X => [b]",
                "X=${X:-a}; h $X => [${X}]",
                "h $UNSET => [${UNSET}]",
                "X=a; h \"$X\\⏎b\" => [${X}b]",
            })
    void variables(String script, @org.jspecify.annotations.Nullable String words) {
        assertThat(words(script, false)).isEqualTo(words == null ? "" : words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "h => ",
                "cd a; h => /a",
                "cd a && h; cd b; h => /a /a/b",
                "cd a/; cd ../b; h => /a//../b",
                "(cd a; h); h => /a",
                "if t; then cd a; fi; h => ${folder}",
                "pushd a >/dev/null; h; popd; h => /a ${folder}",
                "cd \"$D\"; h => /${D}",
                "cd /tmp; h => ${absolute}",
                "cd -; h => ${folder}",
                "D=$(pwd); cd x; cd $D; h => ",
                "R=$(git rev-parse --show-toplevel); cd x; cd \"$R/y\"; h => /y",
            })
    void folders(String script, @org.jspecify.annotations.Nullable String folders) {
        assertThat(commands(script, false).stream()
                        .filter(command -> command.name().equals("h"))
                        .map(command -> OpenText.shown(command.folder().replace(ROOT, "")))
                        .map(folder -> folder.equals("/tmp") ? "${absolute}" : folder)
                        .collect(Collectors.joining(" "))
                        .strip())
                .isEqualTo(folders == null ? "" : folders);
    }

    @Test
    void theVariableOfALoopIsEachItem() {
        String script = "for s in a 'b c'; do h $s; done; for s in $L; do h $s; done";

        assertThat(commands(script, false))
                .extracting(ShellCommand::choices)
                .containsExactly(Map.of("s", List.of("a", "b c")), Map.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '\0',
            value = {
                "h a `⏎  b => [a][b]",
                "h 'a''b' \"c\"\"d\" \"e`\"f\" => [a'b][c\"d][e\"f]",
                "h a\\b \"a\\b\" => [a\\b][a\\b]",
                "h \"$env:X\" $env:Y ${env:Z} => [${X}][${Y}][${Z}]",
                "h \"$env:STAGE\" => [prod]",
                "$x = \"a\"; h $x \"$X/b\" => [a][a/b]",
                "if ($y) { $x = \"a\" }; h $x => [${_x}]",
                "h $($x.y) $x.y \"$x.y\" => [${expression}][${_x}][${_x}.y]",
                "h a,b => [a${list}b]",
                "h @args => [${arguments}]",
                "& h a; h b # c => [a] [b]",
                "<# h no #> => ",
            })
    void powerShell(String script, @org.jspecify.annotations.Nullable String words) {
        assertThat(words(script, true)).isEqualTo(words == null ? "" : words);
    }

    /** Each of them a million characters, or as deep as that allows. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(",
                "{",
                "\"",
                "'",
                "h $X;",
                "X=a;",
                "if t;",
                "(",
                "${",
                "a\\⏎",
                "<<E ",
                "`",
                "${A:-",
                "X=$X$X;",
                "f(){ X=a;",
                "\"$("
            })
    void noScriptHangs(String part) {
        String script = part.repeat(500_000 / part.length());

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            commands(script, false);
            commands(script, true);
        });
    }
}
