package io.github.akspolicy.fix;

import io.github.akspolicy.policy.Fix;
import java.util.Optional;

/** What a fix changes about how a container runs, so that its image has to be tried with it. */
public enum RunEffect {
    USER("user", "it no longer runs as root: its image needs another user, who may read and write what it uses"),
    READ_ONLY_ROOT("read-only root", "it can no longer write to its root: mount a volume wherever it writes"),
    CAPABILITIES("capabilities", "it loses capabilities of the kernel: see which of them its program needs");

    private final String words;
    private final String sentence;

    RunEffect(String words, String sentence) {
        this.words = words;
        this.sentence = sentence;
    }

    /** The effect of a fix; none where it changes no user, root or capability. */
    static Optional<RunEffect> of(Fix fix) {
        for (Object segment : fix.field().segments()) {
            switch (segment.toString()) {
                case "runAsNonRoot", "runAsUser" -> {
                    return Optional.of(USER);
                }
                case "readOnlyRootFilesystem" -> {
                    return Optional.of(READ_ONLY_ROOT);
                }
                case "capabilities" -> {
                    return Optional.of(CAPABILITIES);
                }
                default -> {}
            }
        }
        return Optional.empty();
    }

    /** What a container needs to run with it, as one sentence without a subject of its own. */
    public String sentence() {
        return sentence;
    }

    @Override
    public String toString() {
        return words;
    }
}
