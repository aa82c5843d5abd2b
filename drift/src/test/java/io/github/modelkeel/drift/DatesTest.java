package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.modelkeel.drift.column.DateCounter;
import io.github.modelkeel.drift.column.DateCounts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates are compared by their age and by parts of the calendar. */
class DatesTest {
    private static final boolean FULL = "required".equals(System.getProperty("interop"));

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 1);
    private static final int ROWS = 3000;

    @TempDir
    private Path directory;

    private static Profile dates(int rows, IntFunction<Object> date) {
        return Profile.builder()
                .text(
                        "d",
                        IntStream.range(0, rows)
                                .mapToObj(i -> date.apply(i).toString())
                                .toList())
                .build();
    }

    /** As many each day, up to a day. */
    private static Profile feed(int rows, LocalDate last, int days, long seed) {
        Random random = new Random(seed);
        return dates(rows, i -> last.minusDays(random.nextInt(days)));
    }

    private static Profile taken(Profile profile, LocalDate day) {
        return profile.withTakenAt(day.atTime(2, 30).toInstant(ZoneOffset.UTC));
    }

    private static ColumnDrift compare(Profile reference, Profile current) {
        DriftReport rows = Drift.compare(reference, current);
        StoredProfile stored = StoredProfile.of(reference);
        ColumnDrift counted = Drift.compare(stored, current).columns().get(0);
        ColumnDrift column = rows.columns().get(0);
        assertThat(counted.state()).isEqualTo(column.state());
        assertThat(counted.reason()).isEqualTo(column.reason());
        return column;
    }

    @Test
    void datesThatOnlyMoveOnAreStable() {
        for (int later : new int[] {1, 7, 400}) {
            LocalDate day = TODAY.plusDays(later);
            ColumnDrift column = compare(feed(ROWS, TODAY, 90, 1), feed(ROWS, day, 90, 2));
            assertThat(column.state()).as(column.reason()).isEqualTo(DriftState.STABLE);
            assertThat(column.dateParts()).containsOnlyKeys("age", "weekday");
            ColumnDrift known = compare(taken(feed(ROWS, TODAY, 90, 1), TODAY), taken(feed(ROWS, day, 90, 2), day));
            assertThat(known.state()).as(known.reason()).isEqualTo(DriftState.STABLE);
        }
    }

    @Test
    void staleDatesAreSeenWhereTheMomentIsKnown() {
        Profile reference = taken(feed(ROWS, TODAY, 90, 1), TODAY);
        ColumnDrift stale = compare(reference, taken(feed(ROWS, TODAY, 90, 2), TODAY.plusDays(30)));
        assertThat(stale.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(stale.reason()).startsWith("age: ");
        assertThat(stale.score().orElseThrow().bins())
                .isEqualTo(part(stale, "age").bins());
        ColumnDrift unknown = compare(reference, feed(ROWS, TODAY, 90, 2));
        assertThat(unknown.state()).as("only one side has the moment").isEqualTo(DriftState.STABLE);
    }

    @Test
    void oldRowsAreSeenWithoutTheMoment() {
        Profile reference = feed(ROWS, TODAY, 90, 1);
        Random random = new Random(3);
        ColumnDrift old = compare(
                reference,
                dates(ROWS, i -> i % 20 == 0 ? TODAY.minusDays(1100 + i % 7) : TODAY.minusDays(random.nextInt(90))));
        assertThat(old.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(old.reason()).startsWith("age: ");
        assertThat(old.issues()).extracting(DataQualityIssue::kind).containsExactly(DataQualityIssue.Kind.OUT_OF_RANGE);
    }

    @Test
    void theDatesOfANightAreNotComparedWithThoseOfAYear() {
        Profile year = feed(20_000, TODAY, 365, 1);
        ColumnDrift night = compare(year, feed(1000, TODAY.plusDays(20), 1, 2));
        assertThat(night.state()).isEqualTo(DriftState.NOT_SCORED);
        assertThat(night.reason()).contains("age: the dates are of a shorter period", "weekday: dates of less than");
        ColumnDrift known =
                compare(taken(year, TODAY), taken(feed(1000, TODAY.plusDays(20), 1, 2), TODAY.plusDays(20)));
        assertThat(known.state()).as(known.reason()).isEqualTo(DriftState.NOT_SCORED);
    }

    @ParameterizedTest
    @CsvSource({"0, NOT_SCORED", "5, SHIFTED", "40, DRIFTED", "3000, DRIFTED"})
    void ofANightThatIsLateTheNewestDateIsSeen(int days, DriftState state) {
        Profile year = taken(feed(20_000, TODAY, 365, 1), TODAY);
        LocalDate day = TODAY.plusDays(20);
        ColumnDrift late = compare(year, taken(feed(1000, day.minusDays(days), 1, 2), day));
        assertThat(late.state()).as(late.reason()).isEqualTo(state);
        if (days > 0) {
            assertThat(late.reason()).startsWith("age: ");
        }
    }

    @Test
    void oneDateForAllRowsIsSeenWhereTheMomentIsKnown() {
        Random random = new Random(4);
        Profile births = taken(dates(ROWS, i -> TODAY.minusDays(7000 + random.nextInt(20_000))), TODAY);
        ColumnDrift epoch = compare(births, taken(dates(ROWS, i -> "1970-01-01"), TODAY));
        assertThat(epoch.state()).isEqualTo(DriftState.DRIFTED);
        ColumnDrift now = compare(births, taken(dates(ROWS, i -> TODAY), TODAY));
        assertThat(now.state()).isEqualTo(DriftState.DRIFTED);
    }

    @Test
    void aDateFarFromTheOthersIsNotTakenForTheMoment() {
        Random random = new Random(5);
        Profile reference = dates(ROWS, i -> i == 7 ? "9999-12-31" : TODAY.minusDays(random.nextInt(40)));
        ColumnDrift column = compare(reference, feed(ROWS, TODAY, 40, 6));
        assertThat(column.state()).isEqualTo(DriftState.NOT_SCORED);
        assertThat(column.reason())
                .contains("age: few dates are near the newest one")
                .contains("weekday: dates of less than eight weeks");
    }

    @Test
    void monthsAreComparedOfEightYearsOrMore() {
        Random random = new Random(7);
        Profile births = dates(ROWS, i -> TODAY.minusDays(random.nextInt(4000)));
        ColumnDrift same = compare(births, dates(ROWS, i -> TODAY.minusDays(random.nextInt(4000))));
        assertThat(same.state()).as(same.reason()).isEqualTo(DriftState.STABLE);
        assertThat(same.dateParts()).containsOnlyKeys("age", "weekday", "month");
        ColumnDrift firsts = compare(
                births,
                dates(
                        ROWS,
                        i -> i % 4 == 0
                                ? TODAY.minusDays(random.nextInt(4000)).withDayOfYear(1)
                                : TODAY.minusDays(random.nextInt(4000))));
        assertThat(firsts.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(firsts.reason()).startsWith("month: ");
        assertThat(part(firsts, "month").bins())
                .extracting(ColumnDrift.Bin::label)
                .startsWith("01 JANUARY")
                .hasSize(12);
        ColumnDrift seven = compare(births, dates(ROWS, i -> TODAY.minusDays(random.nextInt(2500))));
        assertThat(seven.dateParts()).doesNotContainKey("month");
    }

    @Test
    void hoursAreComparedWhereThereAreTimes() {
        Random random = new Random(8);
        IntFunction<Object> day = i -> TODAY.minusDays(random.nextInt(60)) + "T%02d:15:00Z";
        Profile reference = dates(ROWS, i -> String.format(day.apply(i).toString(), 8 + random.nextInt(10)));
        ColumnDrift same =
                compare(reference, dates(ROWS, i -> String.format(day.apply(i).toString(), 8 + random.nextInt(10))));
        assertThat(same.state()).as(same.reason()).isEqualTo(DriftState.STABLE);
        assertThat(same.dateParts()).containsOnlyKeys("age", "weekday", "hour");
        ColumnDrift later =
                compare(reference, dates(ROWS, i -> String.format(day.apply(i).toString(), 10 + random.nextInt(10))));
        assertThat(later.state()).isEqualTo(DriftState.DRIFTED);
        assertThat(later.reason()).startsWith("hour: ");
        Profile midnights = dates(ROWS, i -> String.format(day.apply(i).toString(), 0));
        assertThat(compare(midnights, midnights).dateParts()).doesNotContainKey("hour");
        assertThat(compare(midnights, reference).reason()).startsWith("hour: ");
        Profile days = dates(ROWS, i -> TODAY.minusDays(random.nextInt(60)));
        assertThat(compare(reference, days).dateParts()).doesNotContainKey("hour");
    }

    @Test
    void anAgeIsComparedAsTheNumberOfDaysThatItIs() {
        Random random = new Random(9);
        List<LocalDate> before = new ArrayList<>();
        List<LocalDate> after = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            before.add(TODAY.minusDays(Math.abs((long) (400 * random.nextGaussian()))));
            after.add(TODAY.plusDays(3 - Math.abs((long) (500 * random.nextGaussian()))));
        }
        LocalDate later = TODAY.plusDays(3);
        ColumnDrift column = compare(taken(dates(500, before::get), TODAY), taken(dates(500, after::get), later));
        Profile reference = Profile.builder().number("age", ages(before, TODAY)).build();
        Profile current = Profile.builder().number("age", ages(after, later)).build();
        ColumnDrift.Score numbers =
                Drift.compare(reference, current).columns().get(0).score().orElseThrow();
        ColumnDrift.Score age = part(column, "age");
        assertThat(age.psi()).isEqualTo(numbers.psi());
        assertThat(age.noiseFloor()).isEqualTo(numbers.noiseFloor());
        assertThat(age.bins()).isEqualTo(numbers.bins());
        assertThat(age.test().name()).isEqualTo("kolmogorov_smirnov");
        assertThat(age.test().statistic()).isEqualTo(numbers.test().statistic());
        assertThat(age.test().pValue()).isEqualTo(numbers.test().pValue());
    }

    private static double[] ages(List<LocalDate> dates, LocalDate taken) {
        return dates.stream()
                .mapToDouble(day -> ChronoUnit.DAYS.between(day, taken))
                .toArray();
    }

    /** Of more days than are kept in any part, in all, and in parts of which some need wider steps than others. */
    @ParameterizedTest
    @ValueSource(ints = {100, 3000, 9000, 300_000})
    void countsOfDatesAddUpWhateverTheSplit(int range) {
        Random random = new Random(range);
        List<LocalDate> all = new ArrayList<>();
        for (int i = 0; i < 12_000; i++) {
            all.add(LocalDate.of(1200, 1, 1).plusDays(random.nextInt(random.nextBoolean() ? range : range / 10)));
        }
        DateCounter whole = new DateCounter();
        all.forEach(date -> whole.add(date, date.getDayOfMonth() % 5 - 1, 1));
        int least = 0;
        while (distinct(all, least) > DateCounter.MAX_DAYS) {
            least++;
        }
        assertThat(whole.counts().doublings()).isEqualTo(least);
        assertThat(whole.counts().values()).isEqualTo(all.size());
        for (int parts : new int[] {2, 7, 40}) {
            List<DateCounter> counters =
                    IntStream.range(0, parts).mapToObj(i -> new DateCounter()).toList();
            all.forEach(date ->
                    counters.get(random.nextInt(1 + random.nextInt(parts))).add(date, date.getDayOfMonth() % 5 - 1, 1));
            DateCounts sum = counters.stream().map(DateCounter::counts).reduce(DateCounts.NONE, DateCounts::plus);
            assertThat(sum).isEqualTo(whole.counts());
        }
    }

    private static long distinct(List<LocalDate> dates, int doublings) {
        return dates.stream()
                .map(date -> date.toEpochDay() >> doublings)
                .distinct()
                .count();
    }

    @Test
    void aProfileKeepsTheMomentAndTheDates() {
        Instant moment = Instant.parse("2026-11-01T03:00:00Z");
        StoredProfile reference = StoredProfile.of(
                Profile.builder()
                        .takenAt(moment)
                        .text("d", "2026-10-30T07:00", "2026-10-31", "soon")
                        .build(),
                Schema.of(Profile.builder().text("d", "2026-10-30").build()));
        assertThat(reference.takenAt()).hasValue(moment);
        assertThat(compact(reference))
                .contains("\"taken_at\":\"2026-11-01T03:00:00Z\"")
                .contains("\"day_width\":1,\"days\":[20756,20757],\"day_counts\":[1,1]")
                .contains("\"months\":[0,0,0,0,0,0,0,0,0,2,0,0]");
        StoredProfile read = StoredProfile.ofJson(reference.toJson());
        assertThat(read).isEqualTo(reference);
        assertThat(read.takenAt()).hasValue(moment);
        StoredProfile part = reference.count(
                Profile.builder().text("d", "2025-02-03", "2020-01-01T23").build());
        assertThat(part.takenAt()).isEmpty();
        assertThat(reference.withCounts(part.withTakenAt(moment).counts())).isEqualTo(part.withTakenAt(moment));
        StoredProfile later = part.withTakenAt(moment.plusSeconds(60));
        assertThat(part.merge(later).takenAt()).isEqualTo(later.takenAt());
        assertThat(later.merge(part.withTakenAt(moment)).takenAt()).isEqualTo(later.takenAt());
        assertThat(reference.empty().takenAt()).isEmpty();
        assertThat(Profile.builder().build().takenAt()).isEmpty();
    }

    private static String compact(StoredProfile profile) {
        return profile.toJson().replaceAll("\n *", "");
    }

    @Test
    void aProfileOfAnEarlierBuildIsComparedByTheDaysOfTheWeek() {
        StoredProfile now = StoredProfile.of(feed(ROWS, TODAY, 90, 1));
        String json = compact(now).replaceAll(",\"day_width\".*?\"hours\":\\[[0-9,]*]", "");
        StoredProfile earlier = StoredProfile.ofJson(json);
        assertThat(compact(earlier)).isEqualTo(json).isNotEqualTo(compact(now));
        ColumnDrift column =
                Drift.compare(earlier, feed(ROWS, TODAY, 90, 2)).columns().get(0);
        assertThat(column.state()).isEqualTo(DriftState.STABLE);
        assertThat(column.dateParts()).containsOnlyKeys("weekday");
        StoredProfile merged = earlier.merge(earlier.count(feed(10, TODAY, 90, 3)));
        assertThat(merged.toJson()).doesNotContain("day_width");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"day_width\":1, | \"day_width\":3, | power of two",
                "\"days\":[20756, | \"days\":[20757, | ascending days",
                "\"days\":[20756, | \"days\":[-20756000, | ascending days",
                "\"day_counts\":[1,1] | \"day_counts\":[1] | as many counts",
                "\"day_counts\":[1,1] | \"day_counts\":[1,2] | sum of day_counts",
                "\"hours\":[0, | \"hours\":[3, | sum of day_counts",
                "\"hours\":[0, | \"hours\":[ | 24 counts",
                "\"taken_at\":\"2026 | \"taken_at\":\"nil | a moment such as"
            })
    void aProfileThatWasChangedIsRefused(String found, String changed, String message) {
        String json = compact(StoredProfile.of(Profile.builder()
                .takenAt(Instant.parse("2026-11-01T03:00:00Z"))
                .text("d", "2026-10-30", "2026-10-31")
                .build()));
        assertThat(json).contains(found);
        assertThatThrownBy(() -> StoredProfile.ofJson(json.replace(found, changed)))
                .isInstanceOf(InvalidDataException.class)
                .hasMessageContaining(message);
    }

    @Test
    void aReportHasThePartsOfDatesAlone() throws IOException {
        Profile reference = taken(feed(ROWS, TODAY, 90, 1), TODAY);
        DriftReport report = Drift.compare(reference, taken(feed(ROWS, TODAY, 90, 2), TODAY.plusDays(30)));
        Json column = Json.parse(report.toJson()).get("columns").list().get(0);
        List<Json> parts = column.get("date_parts").list();
        assertThat(parts).extracting(part -> part.get("name").text()).containsExactly("age", "weekday", "month");
        assertThat(parts)
                .extracting(part -> part.get("kind").text())
                .containsExactly("scored", "scored", "not_applicable");
        report.writeHtml(directory.resolve("drift.html"));
        assertThat(Files.readString(directory.resolve("drift.html")))
                .contains("Parts of the dates", "not compared: dates of less than eight years");
        assertThat(part(report.columns().get(0), "age").test().adjustedPValue())
                .isEqualTo(report.columns().get(0).adjustedPValue().orElseThrow());
    }

    /** Without drift, of parts that were compared; with bounds that allow for the chance of these repetitions. */
    @ParameterizedTest
    @CsvSource({"FEED, 200, 200", "FEED_TAKEN, 200, 200", "GROWING, 300, 200", "BIRTHS_TAKEN, 200, 200"})
    void pValuesOfPartsAreWhatTheySay(DateCalibration.Kind kind, int n, int m) {
        int repetitions = FULL ? 400 : 100;
        Map<String, Double> levels = DateCalibration.levels(kind, n, m, repetitions);
        double chance = 3 * Math.sqrt(0.05 * 0.95 / repetitions);
        assertThat(levels.remove("not stable")).isLessThan(0.1);
        assertThat(levels).hasSizeGreaterThanOrEqualTo(3).containsKey("age");
        levels.forEach((part, level) -> assertThat(level).as(part).isCloseTo(0.045, within(0.015 + chance)));
    }

    @Test
    void theCalibrationIsWritten() throws IOException {
        StringBuilder table = new StringBuilder();
        DateCalibration.write(table, Integer.getInteger("power.repetitions", 1));
        assertThat(table).contains("| 10,000 | 1,000 |");
        String page = System.getProperty("power.page");
        if (page != null) {
            PowerTable.update(Path.of(page), "dates", table.toString());
        }
    }

    private static ColumnDrift.Score part(ColumnDrift column, String name) {
        return Objects.requireNonNull(column.dateParts().get(name), name);
    }
}
