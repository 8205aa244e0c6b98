package io.github.akspolicy.maven;

import io.github.akspolicy.evaluate.SafeText;
import io.github.akspolicy.evaluate.ToolError;
import io.github.akspolicy.report.ConsoleLine.Level;
import io.github.akspolicy.run.NeutralText;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;
import org.jspecify.annotations.Nullable;

/**
 * Maven's log for text of any origin: each line passes {@link SafeText}, exceptions pass {@link ToolError}. What is
 * neutralised already stays as it is.
 */
record NeutralLog(Log log) implements InvocationHandler {
    /** A log that neutralises whatever it is given. */
    static Log of(Log log) {
        return handler(log) == null
                ? (Log) Proxy.newProxyInstance(
                        NeutralLog.class.getClassLoader(), new Class<?>[] {Log.class}, new NeutralLog(log))
                : log;
    }

    private static @Nullable NeutralLog handler(Log log) {
        return Proxy.isProxyClass(log.getClass()) && Proxy.getInvocationHandler(log) instanceof NeutralLog neutral
                ? neutral
                : null;
    }

    /** Prints a message that is neutral already, and may hold colours. */
    static void print(Log log, Level level, String message) {
        NeutralLog neutral = handler(log);
        Log out = neutral == null ? log : neutral.log;
        switch (level) {
            case INFO -> out.info(message);
            case WARNING -> out.warn(message);
            case ERROR -> out.error(message);
        }
    }

    /** @param arguments null where the method has none */
    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(
                    log,
                    Stream.ofNullable(arguments)
                            .flatMap(Stream::of)
                            .map(NeutralLog::neutral)
                            .toArray());
        } catch (InvocationTargetException failed) {
            throw failed.getCause() == null ? failed : failed.getCause();
        }
    }

    private static @Nullable Object neutral(@Nullable Object argument) {
        if (argument instanceof Throwable error) {
            return ToolError.neutral(error);
        }
        return argument instanceof CharSequence text ? NeutralText.of(text) : argument;
    }
}
