package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.manifest.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * What refers to resources of Azure, sorted once by what it refers to, so that nobody goes through all of it for each
 * resource. Whether a reference means a resource is decided as by {@link AzureKeys}.
 *
 * @param <T> what refers, such as a diagnostic setting
 */
public final class Referrers<T> {
    private record Entry<T>(int number, T value) {}

    /** By {@link AzureKeys#word}: sorted, since what lies in a resource begins with the word of the resource. */
    private final NavigableMap<String, List<Entry<T>>> byWord = new TreeMap<>();

    private Referrers(Collection<? extends T> all, Function<T, ? extends Collection<String>> words) {
        int number = 0;
        for (T value : all) {
            var entry = new Entry<T>(number++, value);
            for (String word : Set.copyOf(words.apply(value))) {
                if (!word.isEmpty()) {
                    byWord.computeIfAbsent(word, unused -> new ArrayList<>(1)).add(entry);
                }
            }
        }
    }

    /**
     * Sorts what refers by references.
     *
     * @param references of each; absent ones do not count
     */
    public static <T> Referrers<T> byReferences(
            Collection<? extends T> all, Function<T, ? extends Collection<Field>> references) {
        return byWords(
                all,
                value -> references.apply(value).stream().map(AzureKeys::word).toList());
    }

    /** Sorts what refers by the words of {@link AzureKeys}. */
    public static <T> Referrers<T> byWords(
            Collection<? extends T> all, Function<T, ? extends Collection<String>> words) {
        return new Referrers<>(all, words);
    }

    /** What refers to the resource itself, in the order of the sources. */
    public List<T> to(AzureResource resource) {
        return found(resource, false);
    }

    /** What refers to the resource or to something in it, such as a namespace of a cluster, in the order of the sources. */
    public List<T> into(AzureResource resource) {
        return found(resource, true);
    }

    private List<T> found(AzureResource resource, boolean within) {
        var found = new TreeMap<Integer, T>();
        for (String word : resource.keys().words()) {
            byWord.getOrDefault(word, List.of()).forEach(entry -> found.put(entry.number(), entry.value()));
            if (within) {
                // between them stand all words that begin with this one and a slash
                byWord.subMap(word + '/', word + (char) ('/' + 1)).values().stream()
                        .flatMap(List::stream)
                        .forEach(entry -> found.put(entry.number(), entry.value()));
            }
        }
        return List.copyOf(found.values());
    }
}
