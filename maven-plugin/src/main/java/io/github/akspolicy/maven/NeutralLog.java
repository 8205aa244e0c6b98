package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.report.ConsoleLine.Level;
import io.github.akspolicy.run.NeutralText;
import org.apache.maven.plugin.logging.Log;

/**
 * Maven's log for text of any origin: each line passes {@link SafeText}, exceptions pass {@link ToolError}. What is
 * neutralised already stays as it is.
 */
final class NeutralLog implements Log {
    private final Log log;

    private NeutralLog(Log log) {
        this.log = log;
    }

    static NeutralLog of(Log log) {
        return log instanceof NeutralLog neutral ? neutral : new NeutralLog(log);
    }

    /** A message that is neutral already, and may hold colours. */
    void print(Level level, String message) {
        switch (level) {
            case INFO -> log.info(message);
            case WARNING -> log.warn(message);
            case ERROR -> log.error(message);
        }
    }

    @Override
    public boolean isDebugEnabled() {
        return log.isDebugEnabled();
    }

    @Override
    public void debug(CharSequence content) {
        log.debug(NeutralText.of(content));
    }

    @Override
    public void debug(CharSequence content, Throwable error) {
        log.debug(NeutralText.of(content), ToolError.neutral(error));
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
        log.info(NeutralText.of(content));
    }

    @Override
    public void info(CharSequence content, Throwable error) {
        log.info(NeutralText.of(content), ToolError.neutral(error));
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
        log.warn(NeutralText.of(content));
    }

    @Override
    public void warn(CharSequence content, Throwable error) {
        log.warn(NeutralText.of(content), ToolError.neutral(error));
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
        log.error(NeutralText.of(content));
    }

    @Override
    public void error(CharSequence content, Throwable error) {
        log.error(NeutralText.of(content), ToolError.neutral(error));
    }

    @Override
    public void error(Throwable error) {
        log.error(ToolError.neutral(error));
    }
}
