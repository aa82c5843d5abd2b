package io.github.modelkeel.drift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.modelkeel.drift.profile.TableCounter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records and beans are rows, of which the class says the columns. */
class RecordsTest {
    private enum Plan {
        FREE,
        PAID
    }

    private record Address(String town) {}

    private record Customer(
            int age,
            @Nullable Double income,
            float rate,
            Plan plan,
            boolean active,
            LocalDate since,
            @Nullable String note,
            Address address,
            List<String> orders) {}

    private static Customer customer(int i) {
        return new Customer(
                18 + i % 50,
                i % 10 == 0 ? null : 1000.5 * (i % 7),
                i % 4 / 4f,
                i % 3 == 0 ? Plan.PAID : Plan.FREE,
                i % 2 == 0,
                LocalDate.of(2026, 1, 1).plusDays(i % 80),
                i % 5 == 0 ? "NA" : "n" + i % 3,
                new Address("Ulm"),
                List.of("a"));
    }

    private static Map<String, @Nullable Object> row(Customer customer) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("age", customer.age());
        row.put("income", customer.income());
        row.put("rate", customer.rate());
        row.put("plan", customer.plan());
        row.put("active", customer.active());
        row.put("since", customer.since());
        row.put("note", customer.note());
        row.put("address", customer.address());
        row.put("orders", customer.orders());
        return row;
    }

    private static <T> List<T> times(int count, IntFunction<T> make) {
        return IntStream.range(0, count).mapToObj(make).toList();
    }

    @Test
    void recordsAreTheRowsOfTheirComponents() {
        List<Customer> customers = times(300, RecordsTest::customer);
        Profile records = Profile.ofRecords(Customer.class, customers);
        Profile rows = Profile.ofRows(customers.stream().map(RecordsTest::row).toList());
        assertThat(records.columnNames()).isEqualTo(rows.columnNames());
        assertThat(records.fingerprint()).isEqualTo(rows.fingerprint());
        assertThat(Schema.of(records)).isEqualTo(Schema.of(rows));
        assertThat(records.type("plan")).contains(ColumnType.TEXT);
        assertThat(Schema.of(records).kind("since")).contains(Schema.Kind.DATE);
        assertThat(Drift.compare(records, rows).schemaChanges()).isEmpty();
    }

    @Test
    void valuesThatHoldOthersCostTheirColumnAndSayWhy() {
        Profile customers = Profile.ofRecords(Customer.class, times(300, RecordsTest::customer));
        DriftReport report = Drift.compare(customers, customers);
        assertThat(report.state()).isEqualTo(DriftState.STABLE);
        for (String name : List.of("address", "orders")) {
            ColumnDrift column = report.column(name).orElseThrow();
            assertThat(column.state()).isEqualTo(DriftState.UNDECIDED);
            assertThat(column.reason()).isEqualTo("no value in the reference: 300 values cannot be read");
            assertThat(column.reference().invalid()).isEqualTo(300);
        }
    }

    @Test
    void inANullAllColumnsAreMissing() {
        List<@Nullable Customer> some = new ArrayList<>(times(8, RecordsTest::customer));
        some.add(3, null);
        some.add(null);
        Profile profile = Profile.ofRecords(Customer.class, some);
        assertThat(profile.rows()).isEqualTo(10);
        assertThat(StoredProfile.of(profile).missing("age")).contains(2L);
        Profile nothing = Profile.ofRecords(Customer.class, Arrays.asList(null, null));
        assertThat(nothing.rows()).isEqualTo(2);
        assertThat(nothing.type("age")).contains(ColumnType.EMPTY);
        Profile none = Profile.ofRecords(Customer.class, List.of());
        assertThat(none.rows()).isZero();
        assertThat(none.columnNames()).hasSize(9);
        assertThat(Drift.compare(profile, none).state()).isEqualTo(DriftState.UNDECIDED);
    }

    /** What a bean has to offer, and what is not a property of it. */
    @SuppressWarnings("unused") // called by their names
    public static class Bean {
        public int shown = 1;
        public static final int CONSTANT = 2;
        public int both = 3;

        public int getBoth() {
            return 4;
        }

        public boolean isNew() {
            return true;
        }

        public Boolean getNew() {
            return false;
        }

        public String getURL() {
            return "u";
        }

        public Object getValue() {
            return "of the bean";
        }

        public static int getStatic() {
            return 5;
        }

        public int getAt(int index) {
            return index;
        }

        public void getNothing() {}

        public String get() {
            return "";
        }

        public String isle() {
            return "";
        }

        String getHidden() {
            return "";
        }
    }

    /** With a getter of a narrower type. */
    public static final class Narrower extends Bean {
        @Override
        public String getValue() {
            return "narrower";
        }
    }

    @SuppressWarnings("UnusedMethod") // called by its name
    private interface Named {
        String getName();
    }

    private record Person(String getName, int age) implements Named {}

    @Test
    void beansAreTheRowsOfTheirGettersAndPublicFields() {
        Profile beans = Profile.ofRecords(Bean.class, List.of(new Bean(), new Narrower()));
        assertThat(beans.columnNames()).containsExactly("URL", "both", "new", "shown", "value");
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("both", 4);
        row.put("new", false);
        row.put("shown", 1);
        row.put("URL", "u");
        row.put("value", "narrower");
        assertThat(Profile.ofRecords(Narrower.class, List.of(new Narrower())).fingerprint())
                .isEqualTo(Profile.ofRows(List.of(row)).fingerprint());
        assertThat(Profile.ofRecords(Named.class, List.of(new Person("a", 1))).columnNames())
                .containsExactly("name");
    }

    @SuppressWarnings("UnusedMethod") // called by its name
    private record Failing(int ok) {
        @Override
        public int ok() {
            throw new UnsupportedOperationException("closed");
        }
    }

    @Test
    void whatIsNotARecordOrFailsIsSaid() {
        assertThatThrownBy(() -> Profile.ofRecords(Object.class, List.of(1)))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("java.lang.Object has no columns: neither a record's components nor public getters such as"
                        + " getAge() or isNew()");
        assertThatThrownBy(() -> Profile.ofRecords(Map.class, List.of(Map.of("a", 1))))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage("java.util.Map is a map and has no components; use Profile.ofRows");
        assertThatThrownBy(() -> Profile.ofRecords(Failing.class, List.of(new Failing(1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("record 1: " + Failing.class.getName() + ".ok failed: "
                        + new UnsupportedOperationException("closed"))
                .hasCauseInstanceOf(UnsupportedOperationException.class);
        Class<?> closed = List.of(1).getClass();
        assertThatThrownBy(() -> Profile.ofRecords(closed, List.of()))
                .isInstanceOf(InvalidDataException.class)
                .hasMessage(closed.getName() + " cannot be read: its module must say \"opens java.util to"
                        + " io.github.modelkeel.drift;\", or it must be public in an exported package");
    }

    private record Visit(
            Optional<String> plan, OptionalDouble spent, OptionalInt pages, OptionalLong id, Optional<Integer> age) {}

    private static Visit visit(int i) {
        return new Visit(
                i % 4 == 0 ? Optional.empty() : Optional.of(i % 3 == 0 ? "PAID" : "FREE"),
                i % 5 == 0 ? OptionalDouble.of(Double.NaN) : OptionalDouble.of(i / 7.0),
                i % 6 == 0 ? OptionalInt.empty() : OptionalInt.of(i % 11),
                OptionalLong.of(9_007_199_254_740_993L - (long) i * (i % 2)),
                Optional.of(20 + i % 30));
    }

    private static Map<String, @Nullable Object> bare(Visit visit) {
        Map<String, @Nullable Object> row = new LinkedHashMap<>();
        row.put("plan", visit.plan().orElse(null));
        row.put("spent", visit.spent().getAsDouble());
        row.put("pages", visit.pages().isPresent() ? visit.pages().getAsInt() : null);
        row.put("id", visit.id().getAsLong());
        row.put("age", visit.age().orElseThrow());
        return row;
    }

    /** As where a model is given such a record. */
    @Test
    void anOptionalValueIsWhatItHolds() {
        List<Visit> visits = times(300, RecordsTest::visit);
        List<Map<String, @Nullable Object>> bare =
                visits.stream().map(RecordsTest::bare).toList();
        Profile records = Profile.ofRecords(Visit.class, visits);
        Profile rows = Profile.ofRows(bare);
        assertThat(records.fingerprint()).isEqualTo(rows.fingerprint());
        assertThat(StoredProfile.of(records).missing("plan")).contains(75L);
        StoredProfile reference = StoredProfile.of(rows);
        List<Map<String, Object>> wrapped = visits.stream()
                .map(visit -> Map.<String, Object>of(
                        "plan", Optional.of(visit.plan()), // an optional one of an optional one
                        "spent", visit.spent(),
                        "pages", visit.pages(),
                        "id", visit.id(),
                        "age", visit.age()))
                .toList();
        TableCounter ofWrapped = TableCounter.of(reference.table());
        wrapped.forEach(ofWrapped::row);
        TableCounter ofBare = TableCounter.of(reference.table());
        bare.forEach(ofBare::row);
        assertThat(ofWrapped.toTable()).isEqualTo(ofBare.toTable());
        assertThat(Profile.ofColumns(
                                Map.of("age", visits.stream().map(Visit::age).toList()))
                        .fingerprint())
                .isEqualTo(Profile.ofColumns(Map.of(
                                "age", bare.stream().map(row -> row.get("age")).toList()))
                        .fingerprint());
    }

    @Test
    void segmentsOfOptionalValuesAreThoseOfWhatTheyHold() {
        List<Map<String, Object>> rows = times(40, i -> Map.of("plan", Optional.of(i % 2 == 0 ? "a" : "b"), "x", i));
        assertThat(Profile.segments(rows, "plan")).containsOnlyKeys("a", "b");
    }
}
