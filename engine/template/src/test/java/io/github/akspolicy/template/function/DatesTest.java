package io.github.akspolicy.template.function;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Go's layouts, time zones and durations. */
class DatesTest {
    @ParameterizedTest
    @CsvSource(
            delimiterString = " → ",
            quoteCharacter = '^',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "date \"2006-01-02\" 0 → 1970-01-01",
                "date \"Mon Jan _2 15:04:05.000 MST 2006\" 1700000000 → Tue Nov 14 22:13:20.000 UTC 2023",
                "date \"3:4:5 pm PM\" 1 → 12:0:1 am AM",
                "date \"__2 002 _2006\" 0 →   1 001 _1970",
                "date \"Janus Monx 2006\" 0 → Janus Monx 1970",
                "date \"Z07:00 -0700 -07:00:00\" 0 → Z +0000 +00:00:00",
                "dateInZone \"2006-01-02T15:04:05Z07:00\" 1700000000 \"Asia/Tokyo\" → 2023-11-15T07:13:20+09:00",
                "dateInZone \"15:04 MST -0700\" 0 \"America/New_York\" → 19:00 EST -0500",
                "dateInZone \"15:04 MST\" 1500000000 \"Europe/Berlin\" → 04:40 CEST",
                "dateInZone \"15:04 MST\" 0 \"Asia/Dubai\" → 04:00 +04",
                "dateInZone \"15:04 MST\" 1704067200 \"Asia/Aden\" → 03:00 +03",
                "dateInZone \"15:04 MST\" 1704067200 \"Europe/Minsk\" → 03:00 +03",
                "dateInZone \"15:04 MST\" 1704067200 \"EST\" → 19:00 EST",
                "dateInZone \"15:04 MST\" -2208988800 \"Africa/Lagos\" → 00:13 LMT",
                "dateInZone \"15:04 MST\" 0 \"SystemV/AST4\" → 00:00 UTC",
                "dateInZone \"15:04 MST\" 0 \"Nowhere/Land\" → 00:00 UTC",
                "dateInZone \"15:04 MST\" 0 \"+01:00\" → 00:00 UTC",
                "htmlDate 0 → 1970-01-01",
                "htmlDateInZone -1 \"Asia/Tokyo\" → 1970-01-01",
                "toDate \"2006-01-02\" \"x\" → 0001-01-01 00:00:00 +0000 UTC",
                "toDate \"15:04\" \"23:10\" → 0000-01-01 23:10:00 +0000 UTC",
                "toDate \"2006-01-02T15:04:05Z07:00\" \"2024-02-29T12:30:45.5+05:30\" → 2024-02-29 12:30:45.5 +0530"
                        + " +0530",
                "toDate \"2006-01-02 MST\" \"2021-01-02 CET\" → 2021-01-02 00:00:00 +0000 CET",
                "toDate \"2006-01-02 MST\" \"2021-01-02 GMT+3\" → 2021-01-02 00:00:00 +0300 GMT+3",
                "toDate \"2006 002\" \"2024 060\" → 2024-02-29 00:00:00 +0000 UTC",
                "toDate \"06 1 2 3PM\" \"69 12 31 12AM\" → 1969-12-31 00:00:00 +0000 UTC",
                "mustToDate \"2006-01-02\" \"2021-02-30\" → parsing time \"2021-02-30\": day out of range",
                "mustToDate \"2006-01-02\" \"2021-13-01\" → parsing time \"2021-13-01\": month out of range",
                "mustToDate \"2006-01-02\" \"x\" → parsing time \"x\" as \"2006-01-02\": cannot parse \"x\" as"
                        + " \"2006\"",
                "mustToDate \"2006-01\" \"2021/01\" → parsing time \"2021/01\" as \"2006-01\": cannot parse \"/01\" as"
                        + " \"-\"",
                "mustToDate \"2006\" \"2021 é\" → parsing time \"2021 \\xc3\\xa9\": extra text: \" \\xc3\\xa9\"",
                "dateModify \"-1.5h\" (toDate \"2006\" \"2000\") | date \"2006-01-02 15:04\" → 1999-12-31 22:30",
                "dateModify \"abc\" (toDate \"2006\" \"2000\") → 2000-01-01 00:00:00 +0000 UTC",
                "mustDateModify \"1\" (toDate \"2006\" \"2000\") → time: missing unit in duration \"1\"",
                "mustDateModify \"1x\" (toDate \"2006\" \"2000\") → time: unknown unit \"x\" in duration \"1x\"",
                "mustDateModify \"\" (toDate \"2006\" \"2000\") → time: invalid duration \"\"",
                "unixEpoch (toDate \"2006\" \"2000\") → 946684800",
                "duration \"95\" → 1m35s",
                "duration 95 → 0s",
                "duration (int64 3600) → 1h0m0s",
                "durationRound \"2h10m5s\" → 2h",
                "durationRound \"8760h1s\" → 1y",
                "durationRound \"-90s\" → 1m",
                "durationRound \"1s\" → 0s",
                "(toDate \"2006-01-02\" \"2024-01-31\").AddDate 0 1 0 → 2024-03-02 00:00:00 +0000 UTC",
                "(toDate \"2006-01-02\" \"2024-01-31\").Weekday → Wednesday",
                "(toDate \"2006-01-02\" \"2024-01-31\").YearDay → 31",
                "add (toDate \"2006-01-02\" \"2024-03-31\").Month 1 → 4",
            })
    void givesWhatGoDoes(String call, String expected) {
        assertThat(Calls.of("{{ " + call + " }}")).isEqualTo(expected);
    }

    @Test
    void standsForTheCurrentTimeInEachRun() {
        assertThat(Calls.of("{{ now }}"))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d+ \\+0000 UTC m=[+-]\\d+\\.\\d+");
        assertThat(Calls.of("{{ now }}")).isEqualTo(Calls.of("{{ now }}"));
        assertThat(new Calls().traced("{{ now | date \"2006\" }}")).endsWith("[now]");
        assertThat(Calls.with("d", "2020").traced("{{ htmlDate .d }}")).endsWith("[d+now]");
        assertThat(Calls.with("d", "2020").traced("{{ toDate \"2006\" .d | date \"06\" }}"))
                .isEqualTo("20[d]");
    }
}
