package io.github.akspolicy.maven;

import io.github.akspolicy.run.Output;
import org.apache.maven.plugin.logging.Log;

/** The lines of a command in Maven's log. */
record MavenOutput(Log log) implements Output {
    @Override
    public void debug(String text) {
        log.debug(text);
    }

    @Override
    public void info(String text) {
        log.info(text);
    }

    @Override
    public void warn(String text) {
        log.warn(text);
    }

    @Override
    public void error(String text) {
        log.error(text);
    }
}
