package io.github.akspolicy.template.function;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

/** Time zones by their names in the tz database, whose abbreviations Java has only in part. */
final class TimeZones {
    private static final int MINUTE = 60;
    private static final int HOUR = 3_600;

    /** Zones without rules of their own, which Java knows by other names only. */
    private static final Map<String, Integer> FIXED = Map.of("EST", -5, "MST", -7, "HST", -10);

    /** The abbreviations that the database has, with their offsets; where Java has others, it has numbers. */
    private static final Set<String> ABBREVIATIONS = Set.of(
            ("MET+01 MEST+02 ACDT+1030 ACST+0930 ADT-03 AEDT+11 AEST+10 AKDT-08 AKST-09 AST-04 AWST+08 BST+01 CAT+02 "
                            + "CDT-05 CDT-04 CEST+02 CET+01 CST-06 CST+08 CST-05 ChST+10 EAT+03 EDT-04 EEST+03 EET+02 "
                            + "EST-05 GMT+00 HDT-09 HKT+08 HST-10 IDT+03 IST+0530 IST+02 IST+01 JST+09 KST+09 MDT-06 "
                            + "MSK+03 MST-07 NDT-0230 NST-0330 NZDT+13 NZST+12 PDT-07 PKT+05 PST-08 PST+08 SAST+02 "
                            + "SST-11 UTC+00 WAT+01 WEST+01 WET+00 WIB+07 WIT+09 WITA+08")
                    .split(" "));

    /** Zones for which Java has an abbreviation of the list, and the database has none. */
    private static final Set<String> WITHOUT = Set.of(
            "Africa/Casablanca",
            "Africa/El_Aaiun",
            "Antarctica/Casey",
            "Antarctica/Troll",
            "Asia/Colombo",
            "Europe/Minsk",
            "Pacific/Pitcairn");

    private TimeZones() {}

    /** A time on the clocks of a zone; UTC where there is no such zone. */
    static GoTime in(GoTime time, String name) {
        if (FIXED.containsKey(name)) {
            return time.in(name, FIXED.get(name) * HOUR);
        }
        if (!ZoneId.getAvailableZoneIds().contains(name) || name.equals("UTC") || name.startsWith("SystemV/")) {
            return time.in("UTC", 0);
        }
        ZoneRules rules = ZoneId.of(name).getRules();
        Instant instant = Instant.ofEpochSecond(time.seconds());
        int offset = rules.getOffset(instant).getTotalSeconds();
        return time.in(abbreviation(name, rules, instant, offset), offset);
    }

    private static String abbreviation(String name, ZoneRules rules, Instant instant, int offset) {
        List<ZoneOffsetTransition> changes = rules.getTransitions();
        if (!changes.isEmpty() && instant.isBefore(changes.get(0).getInstant())) {
            // local mean time: before the zone began
            return "LMT";
        }
        int minutes = Math.abs(offset) / MINUTE;
        String hours = String.format("%s%02d", offset < 0 ? "-" : "+", minutes / MINUTE);
        String number = minutes % MINUTE == 0 ? hours : hours + String.format("%02d", minutes % MINUTE);
        TimeZone zone = TimeZone.getTimeZone(name);
        boolean summer = zone.inDaylightTime(Date.from(instant));
        // summer time that lasted for years is standard time to Java
        for (boolean daylight : new boolean[] {summer, !summer}) {
            String shown = zone.getDisplayName(daylight, TimeZone.SHORT, Locale.ENGLISH);
            if (ABBREVIATIONS.contains(shown + number) && !WITHOUT.contains(name)) {
                return shown;
            }
        }
        return number;
    }
}
