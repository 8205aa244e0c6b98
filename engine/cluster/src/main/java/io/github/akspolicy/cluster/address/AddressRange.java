package io.github.akspolicy.cluster.address;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses such as {@code 10.0.0.0/8} or {@code fd00::/8}.
 *
 * @param network its first address
 * @param prefix how many bits are common to all
 * @param bits 32 or 128
 */
public record AddressRange(BigInteger network, int prefix, int bits) {
    private static final Pattern RANGE = Pattern.compile("([0-9a-fA-F.:]{2,60})/([0-9]{1,3})");
    private static final Pattern IPV4 = Pattern.compile("([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})\\.([0-9]{1,9})");
    private static final int GROUPS = 8;

    /** The range that a text means; null when it means none. The bits of its address behind the prefix are cut off. */
    public static @Nullable AddressRange parsed(String text) {
        Matcher parts = RANGE.matcher(text);
        if (!parts.matches()) {
            return null;
        }
        String address = parts.group(1);
        int bits = address.indexOf(':') < 0 ? 32 : 128;
        BigInteger number = bits == 32 ? ipv4(address) : ipv6(address);
        int prefix = Integer.parseInt(parts.group(2));
        return number == null || prefix > bits
                ? null
                : new AddressRange(number.shiftRight(bits - prefix).shiftLeft(bits - prefix), prefix, bits);
    }

    private static @Nullable BigInteger ipv4(String text) {
        Matcher parts = IPV4.matcher(text);
        if (!parts.matches()) {
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
        return BigInteger.valueOf(address);
    }

    private static @Nullable BigInteger ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap >= 0 && text.indexOf("::", gap + 1) >= 0) {
            return null;
        }
        List<Integer> before = groups(gap < 0 ? text : text.substring(0, gap), gap < 0);
        List<Integer> after = gap < 0 ? List.of() : groups(text.substring(gap + 2), true);
        if (before == null || after == null) {
            return null;
        }
        int count = before.size() + after.size();
        if (gap < 0 ? count != GROUPS : count >= GROUPS) {
            return null;
        }
        List<Integer> all = new ArrayList<>(before);
        for (int i = count; i < GROUPS; i++) {
            all.add(0);
        }
        all.addAll(after);
        BigInteger number = BigInteger.ZERO;
        for (int group : all) {
            number = number.shiftLeft(16).or(BigInteger.valueOf(group));
        }
        return number;
    }

    /** Groups of 16 bits, of which the last two may be an address of IPv4. */
    private static @Nullable List<Integer> groups(String text, boolean mayEndInIpv4) {
        List<Integer> groups = new ArrayList<>();
        if (text.isEmpty()) {
            return groups;
        }
        String[] parts = text.split(":", -1);
        for (int i = 0; i < parts.length; i++) {
            boolean isLast = i == parts.length - 1;
            if (isLast && mayEndInIpv4 && parts[i].indexOf('.') >= 0) {
                BigInteger address = ipv4(parts[i]);
                if (address == null) {
                    return null;
                }
                groups.add(address.shiftRight(16).intValue());
                groups.add(address.intValue() & 0xFFFF);
            } else if (parts[i].matches("[0-9a-fA-F]{1,4}")) {
                groups.add(Integer.parseInt(parts[i], 16));
            } else {
                return null;
            }
        }
        return groups;
    }

    /** How many addresses it has. */
    public BigInteger size() {
        return BigInteger.ONE.shiftLeft(bits - prefix);
    }

    /** The address behind its last one. */
    public BigInteger end() {
        return network.add(size());
    }

    /** Whether an address is one of it. */
    public boolean contains(BigInteger address) {
        return address.compareTo(network) >= 0 && address.compareTo(end()) < 0;
    }

    /** Whether it is one of IPv4 within IPv6, which libraries write in different ways. */
    public boolean isMapped() {
        return bits == 128 && network.shiftRight(32).equals(BigInteger.valueOf(0xFFFF));
    }

    /** {@code 10.0.0.0/8}. */
    public String text() {
        return text(network, bits) + "/" + prefix;
    }

    /** An address; of zeros in one of IPv6 the longest row is {@code ::} (RFC 5952). */
    public static String text(BigInteger address, int bits) {
        if (bits == 32) {
            long number = address.longValue();
            return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
        }
        int[] groups = new int[GROUPS];
        for (int i = 0; i < GROUPS; i++) {
            groups[i] = address.shiftRight(16 * (GROUPS - 1 - i)).intValue() & 0xFFFF;
        }
        return compressed(groups);
    }

    private static String compressed(int[] groups) {
        int start = -1;
        int length = 1;
        for (int i = 0; i < GROUPS; i++) {
            int end = i;
            while (end < GROUPS && groups[end] == 0) {
                end++;
            }
            if (end - i > length) {
                start = i;
                length = end - i;
            }
        }
        var text = new StringBuilder();
        for (int i = 0; i < GROUPS; i++) {
            if (i == start) {
                text.append("::");
                i += length - 1;
            } else {
                boolean isFirst = text.length() == 0 || text.charAt(text.length() - 1) == ':';
                text.append(isFirst ? "" : ":").append(Integer.toHexString(groups[i]));
            }
        }
        return text.toString();
    }
}
