package io.github.akspolicy.cluster.arm;

import io.github.akspolicy.manifest.Node;
import io.github.akspolicy.manifest.Position;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The functions of ranges of IPv4 addresses (learn.microsoft.com/azure/azure-resource-manager/templates/
 * template-functions-cidr). Those of IPv6 stay unknown.
 */
final class NetworkFunctions {
    private static final Pattern RANGE =
            Pattern.compile("(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})\\.(\\d{1,3})/(\\d{1,2})");
    private static final int BITS = 32;

    private NetworkFunctions() {}

    /** A range, with its address cut down to the network. */
    private record Range(long network, int prefix) {
        static @Nullable Range of(@Nullable String text) {
            Matcher parts = text == null ? null : RANGE.matcher(text);
            if (parts == null || !parts.matches()) {
                return null;
            }
            long address = 0;
            for (int i = 1; i <= 4; i++) {
                int part = Integer.parseInt(parts.group(i));
                if (part > 255) {
                    return null;
                }
                address = address << 8 | part;
            }
            int prefix = Integer.parseInt(parts.group(5));
            return prefix > BITS ? null : new Range(address & mask(prefix), prefix);
        }

        static long mask(int prefix) {
            return prefix == 0 ? 0 : (0xFFFFFFFFL << (BITS - prefix)) & 0xFFFFFFFFL;
        }

        long last() {
            return network | ~mask(prefix) & 0xFFFFFFFFL;
        }
    }

    static @Nullable Node call(String name, List<Node> arguments, Position at) {
        return switch (name) {
            case "parsecidr" -> parse(Range.of(Values.string(arguments.get(0))), at);
            case "cidrsubnet" -> arguments.size() < 3 ? null : subnet(arguments, at);
            case "cidrhost" -> arguments.size() < 2 ? null : host(arguments, at);
            default -> null;
        };
    }

    private static @Nullable Node parse(@Nullable Range range, Position at) {
        if (range == null) {
            return null;
        }
        boolean isPair = range.prefix() >= BITS - 1;
        return new Node.Mapping(
                List.of(
                        text("network", range.network(), at),
                        text("netmask", Range.mask(range.prefix()), at),
                        text("broadcast", range.last(), at),
                        text("firstUsable", range.network() + (isPair ? 0 : 1), at),
                        text("lastUsable", range.last() - (isPair ? 0 : 1), at),
                        new Node.Entry("cidr", at, Values.scalar((long) range.prefix(), at))),
                at);
    }

    private static @Nullable Node subnet(List<Node> arguments, Position at) {
        Range range = Range.of(Values.string(arguments.get(0)));
        Long prefix = Values.number(arguments.get(1));
        Long index = Values.number(arguments.get(2));
        if (range == null || prefix == null || index == null || prefix < range.prefix() || prefix > BITS || index < 0) {
            return null;
        }
        long size = 1L << (BITS - prefix);
        long network = range.network() + size * Math.min(index, 1L << BITS);
        return network > range.last() ? null : Values.scalar(dotted(network) + "/" + prefix, at);
    }

    private static @Nullable Node host(List<Node> arguments, Position at) {
        Range range = Range.of(Values.string(arguments.get(0)));
        Long index = Values.number(arguments.get(1));
        if (range == null || index == null || index < 0) {
            return null;
        }
        // the first one that can be used has the index 0
        long address = range.network() + 1 + Math.min(index, 1L << BITS);
        return address > range.last() ? null : Values.scalar(dotted(address), at);
    }

    private static Node.Entry text(String key, long address, Position at) {
        return new Node.Entry(key, at, Values.scalar(dotted(address), at));
    }

    private static String dotted(long address) {
        return (address >> 24 & 255) + "." + (address >> 16 & 255) + "." + (address >> 8 & 255) + "." + (address & 255);
    }
}
