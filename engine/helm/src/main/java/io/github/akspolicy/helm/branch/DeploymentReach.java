package io.github.akspolicy.helm.branch;

import io.github.akspolicy.manifest.JsonValues;
import io.github.akspolicy.source.DeploymentInput;
import java.io.IOException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the templates of a chart can get to of what a deployment decides. It says <em>certainly not</em> or nothing. */
public final class DeploymentReach {
    /** The state of a release, which Helm can be given. */
    static final Set<DeploymentInput> RELEASE = Set.of(DeploymentInput.RELEASE_STATE, DeploymentInput.REVISION);

    /** What is another with each render. */
    static final Set<DeploymentInput> MOMENT = Set.of(DeploymentInput.TIME, DeploymentInput.RANDOM);

    private final Set<DeploymentInput> reached;
    private final @Nullable String lostAt;
    private final @Nullable String straysAt;
    private final boolean takesDetour;
    private final boolean isHidden;
    private final boolean hidesMoment;
    private final Set<String> statePaths;
    private final @Nullable Set<String> texts;

    /**
     * @param reached what some expression gets to
     * @param lostAt what could not be followed; null when all was
     * @param straysAt where the state of the release is not followed; null when it is
     * @param takesDetour whether the state of the release goes a way on which a reader of the templates does not see it
     * @param isHidden whether it goes anywhere but into what is written
     * @param hidesMoment whether the time or a random value may decide something that no condition shows
     * @param statePaths the files that write what depends on the state of the release, as far as it was followed
     * @param texts those that were followed of the texts that become templates; null when no text does
     */
    DeploymentReach(
            Set<DeploymentInput> reached,
            @Nullable String lostAt,
            @Nullable String straysAt,
            boolean takesDetour,
            boolean isHidden,
            boolean hidesMoment,
            Set<String> statePaths,
            @Nullable Set<String> texts) {
        this.reached = Set.copyOf(reached);
        this.lostAt = lostAt;
        this.straysAt = straysAt;
        this.takesDetour = takesDetour;
        this.isHidden = isHidden;
        this.hidesMoment = hidesMoment;
        this.statePaths = Set.copyOf(statePaths);
        this.texts = texts;
    }

    /**
     * Where templates may get to something of the deployment. The list of API versions counts where it is seen otherwise than
     * in a template that names it.
     *
     * @param values what each chart saw, as JSON
     * @return null when they certainly do not
     */
    public @Nullable String way(DeploymentInput input, Collection<String> values) {
        if (lostAt != null) {
            return lostAt;
        }
        if (reached.contains(input)) {
            return "templates";
        }
        return isFollowed(values) ? null : "texts of values";
    }

    /**
     * Where a condition on the state of the release may stand that is not among those that were found.
     *
     * @param values what each chart saw, as JSON
     * @return null when it certainly does not
     */
    public @Nullable String straysAt(Collection<String> values) {
        if (straysAt != null) {
            return straysAt;
        }
        return isFollowed(values) ? null : "texts of values";
    }

    /**
     * Whether the state of the release goes a way on which a reader of the templates does not see it: through values that a template
     * changes, text that becomes a template, a computed name, or a file that is not UTF-8. That it was followed is not enough then.
     */
    public boolean takesDetour() {
        return takesDetour;
    }

    /**
     * Whether a later revision may decide otherwise than the first upgrade does, in a way that no condition shows.
     *
     * @param values what each chart saw, as JSON
     */
    public boolean mayHideRevision(Collection<String> values) {
        return (isHidden || !isFollowed(values)) && way(DeploymentInput.REVISION, values) != null;
    }

    /**
     * Whether another time, or another random value, may decide otherwise in a way that no condition shows.
     *
     * @param values what each chart saw, as JSON
     */
    public boolean mayHideMoment(Collection<String> values) {
        return hidesMoment || !isFollowed(values);
    }

    private boolean isFollowed(Collection<String> values) {
        return texts == null || values.stream().allMatch(json -> isFollowed(json, texts));
    }

    /** Whether it is known of a file that it writes what depends on the state of the release. */
    public boolean writesState(String shownPath) {
        return statePaths.contains(shownPath);
    }

    /** Whether all strings that could be, or begin, an action of a template are known. */
    private static boolean isFollowed(String json, Set<String> texts) {
        if (!json.contains("{")) {
            return true;
        }
        try {
            return isFollowed(JsonValues.parse(json), texts);
        } catch (IOException notJson) {
            return false;
        }
    }

    private static boolean isFollowed(@Nullable Object value, Set<String> texts) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .allMatch(entry -> isFollowed(entry.getKey(), texts) && isFollowed(entry.getValue(), texts));
        }
        if (value instanceof Collection<?> list) {
            return list.stream().allMatch(item -> isFollowed(item, texts));
        }
        return !(value instanceof String text)
                || texts.contains(text)
                || !(text.contains("{{") || text.strip().endsWith("{"));
    }
}
