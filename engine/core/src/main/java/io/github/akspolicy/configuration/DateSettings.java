package io.github.akspolicy.configuration;

import io.github.akspolicy.configuration.Settings.Located;
import io.github.akspolicy.configuration.Shape.Text;
import io.github.akspolicy.configuration.Shape.Whole;
import io.github.akspolicy.manifest.CommandText;
import io.github.akspolicy.manifest.Field;
import io.github.akspolicy.policy.ReferenceDate;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration says about the day that is evaluated for.
 *
 * @param asOf the day, or null for that of the commit
 * @param warnDays how many days ahead an end is announced, or null for the default
 */
record DateSettings(
        @Nullable Located<LocalDate> asOf, @Nullable Located<Long> warnDays) {
    static final DateSettings NONE = new DateSettings(null, null);

    static final Shape AS_OF_SHAPE = Text.matching("a date such as 2027-01-31", "[0-9]{4}-[0-9]{2}-[0-9]{2}");
    static final Shape WARN_DAYS_SHAPE = new Whole(0, 3_650);

    /**
     * The day that is evaluated for, and what says so.
     *
     * @param from where the day comes from
     * @param warnFrom where the days of warning come from
     */
    record Chosen(ReferenceDate date, String from, String warnFrom) {}

    static DateSettings read(Field root, Problems problems) {
        return new DateSettings(day(root.get("asOf"), problems), number(root.get("warnDays"), problems));
    }

    private static @Nullable Located<LocalDate> day(Field field, Problems problems) {
        String text = field.stringOr("");
        try {
            return text.length() == "2027-01-31".length()
                    ? new Located<>(
                            LocalDate.parse(text), problems.locate(field.place().value()))
                    : null;
        } catch (DateTimeParseException impossible) {
            problems.add(
                    field.place().value(),
                    field.path() + " is not a day of the calendar: " + ShapeCheck.quote(text),
                    "write it as 2027-01-31");
            return null;
        }
    }

    private static @Nullable Located<Long> number(Field field, Problems problems) {
        Long days = field.integer();
        return days == null
                ? null
                : new Located<>(days, problems.locate(field.place().value()));
    }

    /**
     * The configured day, else that of the commit, else that of the run.
     *
     * @param root the repository
     * @param today the day of the run
     */
    Chosen choose(Path root, LocalDate today, Overrides overrides) {
        long days = warnDays == null ? ReferenceDate.DEFAULT_WARN_DAYS : warnDays.value();
        String warnFrom =
                warnDays == null ? PolicySelection.DEFAULT : warnDays.at().toString();
        if (asOf != null) {
            return new Chosen(new ReferenceDate(asOf.value(), days), asOf.at().toString(), warnFrom);
        }
        if (overrides.today() != null) {
            return new Chosen(new ReferenceDate(today, days), "override " + CommandText.option("today"), warnFrom);
        }
        return committed(root, overrides.classLoader())
                .map(day -> new Chosen(new ReferenceDate(day, days), "the day of the commit", warnFrom))
                .orElseGet(() -> new Chosen(
                        new ReferenceDate(LocalDate.now(ZoneOffset.UTC), days), "the day of the run", warnFrom));
    }

    private static Optional<LocalDate> committed(Path root, ClassLoader loader) {
        try {
            return ServiceLoader.load(CommitDay.class, loader).findFirst().flatMap(reader -> reader.of(root));
        } catch (ServiceConfigurationError broken) {
            // whoever compares with a base is told what is broken; here the day of the run does
            return Optional.empty();
        }
    }
}
