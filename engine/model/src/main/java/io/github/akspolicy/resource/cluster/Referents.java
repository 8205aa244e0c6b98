package io.github.akspolicy.resource.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;

/**
 * Resources of Azure by what others refer to them by: the other way round than {@link Referrers}.
 *
 * @param <R> the resources
 */
public final class Referents<R extends AzureResource> {
    private final List<R> all;
    private final TreeMap<String, List<R>> byWord = new TreeMap<>();

    public Referents(Collection<R> resources) {
        this.all = List.copyOf(resources);
        for (R resource : resources) {
            for (String word : resource.keys().words()) {
                byWord.computeIfAbsent(word, unused -> new ArrayList<>(1)).add(resource);
            }
        }
    }

    /** All of them. */
    public List<R> all() {
        return all;
    }

    /**
     * Those that a reference means or that it means something in.
     *
     * @param word of {@link AzureKeys#word}
     */
    public List<R> enclosing(String word) {
        // from the longest word that may be a beginning of this one to the shortest
        var found = new ArrayList<R>();
        String known = byWord.floorKey(word);
        while (known != null) {
            int common = common(known, word);
            if (common < known.length()) {
                known = byWord.floorKey(word.substring(0, common));
                continue;
            }
            if (common == word.length() || word.charAt(common) == '/') {
                byWord.getOrDefault(known, List.of()).stream()
                        .filter(resource -> !found.contains(resource))
                        .forEach(found::add);
            }
            known = byWord.lowerKey(known);
        }
        return List.copyOf(found);
    }

    private static int common(String one, String other) {
        int most = Math.min(one.length(), other.length());
        int common = 0;
        while (common < most && one.charAt(common) == other.charAt(common)) {
            common++;
        }
        return common;
    }
}
