package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.ToolError;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Maven's log for text of any origin: each line passes {@link SafeText}, exceptions pass {@link ToolError}. What is
 * neutralised already stays as it is.
 */
final class NeutralLog implements Log {
    private static final Pattern LINE_END = Pattern.compile("\r?\n");

    /** Pages of policies are Markdown; CI systems read no command out of these. */
    private static final Pattern HEADING = Pattern.compile("(#{1,6} )(.*)", Pattern.DOTALL);

    private final Log log;

    private NeutralLog(Log log) {
        this.log = log;
    }

    static NeutralLog of(Log log) {
        return log instanceof NeutralLog neutral ? neutral : new NeutralLog(log);
    }

    /** The text without commands and control characters; lines stay lines. */
    static String neutral(@Nullable CharSequence content) {
        return Arrays.stream(LINE_END.split(String.valueOf(content), -1))
                .map(NeutralLog::line)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static String line(String text) {
        Matcher heading = HEADING.matcher(text);
        return heading.matches() ? heading.group(1) + SafeText.line(heading.group(2)) : SafeText.line(text);
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public void debug(CharSequence content) {
        log.debug(neutral(content));
    }

    @Override
    public void debug(CharSequence content, Throwable error) {
        log.debug(neutral(content), ToolError.neutral(error));
    }

    @Override
    public void debug(Throwable error) {
        log.debug(ToolError.neutral(error));
    }

    @Override
    public boolean isInfoEnabled() {
        return log.isInfoEnabled();
    }

    @Override
    public void info(CharSequence content) {
        log.info(neutral(content));
    }

    @Override
    public void info(CharSequence content, Throwable error) {
        log.info(neutral(content), ToolError.neutral(error));
    }

    @Override
    public void info(Throwable error) {
        log.info(ToolError.neutral(error));
    }

    @Override
    public boolean isWarnEnabled() {
        return log.isWarnEnabled();
    }

    @Override
    public void warn(CharSequence content) {
        log.warn(neutral(content));
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
        log.warn(neutral(content), ToolError.neutral(error));
    }

    @Override
    public void warn(Throwable error) {
        log.warn(ToolError.neutral(error));
    }

    @Override
    public boolean isErrorEnabled() {
        return log.isErrorEnabled();
    }

    @Override
    public void error(CharSequence content) {
        log.error(neutral(content));
    }

    @Override
    public void error(CharSequence content, Throwable error) {
        log.error(neutral(content), ToolError.neutral(error));
    }

    @Override
    public void error(Throwable error) {
        log.error(ToolError.neutral(error));
    }
}
