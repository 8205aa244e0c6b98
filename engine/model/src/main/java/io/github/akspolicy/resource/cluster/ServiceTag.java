package io.github.akspolicy.resource.cluster;

import io.github.akspolicy.resource.DataTable;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Names of ranges of addresses that Azure keeps, such as {@code AzureDevOps.WestEurope}: {@code service-tags.txt}. */
public final class ServiceTag {
    private static final Set<String> NAMES = DataTable.lines(ServiceTag.class, "service-tags.txt").stream()
            .flatMap(line -> Arrays.stream(line.split(" ")))
            .map(name -> name.toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet());

    /** A region, or a part of a service; Azure adds some every month. */
    private static final Pattern REGIONAL = Pattern.compile("(.+)\\.[a-z0-9]+");

    private ServiceTag() {}

    /** Whether a text is a service tag, with a region or without, in any case. */
    public static boolean isOne(String text) {
        String name = text.toLowerCase(Locale.ROOT);
        Matcher regional = REGIONAL.matcher(name);
        return NAMES.contains(name) || (regional.matches() && NAMES.contains(regional.group(1)));
    }
}
