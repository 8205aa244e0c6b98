package io.github.akspolicy.conformance.iac;

import io.github.akspolicy.conformance.Entry;
import io.github.akspolicy.manifest.JsonValues;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one case expects and what we say.
 *
 * @param set {@code labelled}, {@code evaluation} or {@code bicep}
 * @param topic what totals are grouped by
 * @param expected in the words of the set; null where no policy of ours says the same
 * @param actual the same of ours; null where it was not evaluated
 * @param at {@code file:line:column} that decides; empty where there is none
 * @param agrees whether the case is decided as its source does
 * @param reason why not; a difference that was looked into begins with {@link Entry#KNOWN_DIFFERENCE}
 */
record Row(
        String set,
        String id,
        String topic,
        @Nullable Object expected,
        @Nullable Object actual,
        String at,
        boolean agrees,
        String reason) {
    /** The same without places of its own: for the runner, which counts. */
    Entry entry() {
        String check = set + "/" + topic;
        String expect = JsonValues.write(expected);
        if (actual == null) {
            return Entry.uncovered(id, check, topic, expect, reason);
        }
        String said = JsonValues.write(actual);
        return Entry.covered(
                id, check, topic, expect, agrees ? expect : said.equals(expect) ? said + " elsewhere" : said, reason);
    }

    Map<String, @Nullable Object> fields() {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("set", set);
        fields.put("id", id);
        fields.put("expected", expected);
        fields.put("actual", actual);
        fields.put("at", at.isEmpty() ? null : at);
        fields.put("agrees", agrees);
        fields.put("reason", reason.isEmpty() ? null : reason);
        return fields;
    }
}
