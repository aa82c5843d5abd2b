package io.github.modelkeel.validation.check;

import io.github.modelkeel.drift.message.NearestName;
import io.github.modelkeel.drift.message.Numerals;
import io.github.modelkeel.validation.rule.Rule;
import io.github.modelkeel.validation.rule.RuleKind;
import io.github.modelkeel.validation.rule.RuleText;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges a table while its rows pass, in one pass. Not thread-safe. */
public final class TableCheck {
    private final List<Rule> rules;
    private final Map<Rule, Check> checks = new LinkedHashMap<>();
    private final Map<String, List<Check>> byColumn = new LinkedHashMap<>();
    private final Set<String> present = new LinkedHashSet<>();
    private final Value value = new Value();
    private boolean header;
    private List<List<Check>> byField = List.of();
    private long rows;

    public TableCheck(List<Rule> rules) {
        this.rules = rules;
        Set<String> numeric = new HashSet<>();
        for (Rule rule : rules) {
            if (rule.kind() == RuleKind.TYPE && !rule.values().contains("text")) {
                numeric.add(String.valueOf(rule.column()));
            }
        }
        for (Rule rule : rules) {
            String column = rule.column();
            if (column != null && rule.kind() != RuleKind.EXISTS && !checks.containsKey(rule)) {
                Check check = Checks.of(rule, numeric.contains(column));
                checks.put(rule, check);
                byColumn.computeIfAbsent(column, name -> new ArrayList<>()).add(check);
            }
        }
    }

    /** The columns, where they are known before the first row. */
    public void header(Collection<String> columns) {
        header = true;
        present.addAll(columns);
        byField = columns.stream()
                .map(name -> byColumn.getOrDefault(name, List.of()))
                .toList();
    }

    /** A row of Java values. A column that it lacks is missing. */
    public void row(Map<String, ? extends @Nullable Object> row) {
        rows++;
        if (!header) {
            present.addAll(row.keySet());
        }
        byColumn.forEach((column, judges) -> {
            value.set(row.get(column));
            judges.forEach(check -> check.add(value));
        });
    }

    /** A row of values in the order of the header. */
    public void values(@Nullable Object[] row) {
        rows++;
        for (int i = 0; i < row.length; i++) {
            if (!byField.get(i).isEmpty()) {
                value.set(row[i]);
                add(byField.get(i));
            }
        }
    }

    /** Starts a row of fields, each of which {@link #field} gives. */
    public void startRow() {
        rows++;
    }

    /** Whether the values of a column are of interest. */
    public boolean isChecked(int column) {
        return !byField.get(column).isEmpty();
    }

    /** A field of a file. */
    public void field(int column, String text, boolean missing) {
        value.setField(text, missing);
        add(byField.get(column));
    }

    private void add(List<Check> judges) {
        for (int i = 0; i < judges.size(); i++) {
            judges.get(i).add(value);
        }
    }

    /** A row that cannot be assigned to columns: its values are unexpected, and not missing. */
    public void unreadableRow(String what) {
        rows++;
        value.setUnreadable(what);
        byColumn.values().forEach(this::add);
    }

    public long rows() {
        return rows;
    }

    /** The verdicts, in the order of the rules; asked for once, after the last row. */
    public List<CheckResult> results() {
        Map<Rule, CheckResult> results = new LinkedHashMap<>();
        rules.forEach(rule -> results.computeIfAbsent(rule, this::result));
        return rules.stream().map(results::get).filter(Objects::nonNull).toList();
    }

    private CheckResult result(Rule rule) {
        String column = rule.column();
        if (column == null) {
            return ofTable(rule);
        }
        if (!present.contains(column)) {
            return absent(rule, column);
        }
        Check check = checks.get(rule);
        return check == null
                ? CheckResult.ofTable(rule, true, true, rows, RuleText.describe(rule))
                : check.result(rule);
    }

    private CheckResult absent(Rule rule, String column) {
        String hint = NearestName.hint(column, present);
        if (rows == 0 && (rule.kind() != RuleKind.EXISTS || !header)) {
            String why = ": the data have no rows, and no column '" + column + "'" + hint;
            return CheckResult.undecided(rule, 0, RuleText.describe(rule) + why);
        }
        return CheckResult.ofTable(
                rule, false, false, rows, RuleText.describe(rule) + ": there is no column '" + column + "'" + hint);
    }

    private CheckResult ofTable(Rule rule) {
        String what = RuleText.describe(rule) + ": ";
        if (rule.kind() == RuleKind.ROW_COUNT) {
            String count = Numerals.count(rows) + (rows == 1 ? " row" : " rows");
            return CheckResult.ofTable(rule, rule.bounds().hold((double) rows), rows, rows, what + count);
        }
        if (rows == 0 && !header) {
            return CheckResult.undecided(rule, 0, what + "the data have no rows, and so no columns");
        }
        if (rule.kind() == RuleKind.COLUMN_COUNT) {
            String count = present.size() + (present.size() == 1 ? " column" : " columns");
            return CheckResult.ofTable(
                    rule, rule.bounds().hold(present.size()), (long) present.size(), rows, what + count);
        }
        List<String> found = List.copyOf(present);
        return CheckResult.ofTable(rule, holds(rule), found, rows, what + difference(rule));
    }

    private boolean holds(Rule rule) {
        return switch (rule.kind()) {
            case COLUMNS -> present.equals(Set.copyOf(rule.values()));
            case COLUMNS_IN_ORDER -> List.copyOf(present).equals(rule.values());
            default -> present.containsAll(rule.values());
        };
    }

    private String difference(Rule rule) {
        List<Object> absent =
                rule.values().stream().filter(name -> !present.contains(name)).toList();
        List<String> more = present.stream()
                .filter(name -> rule.kind() != RuleKind.COLUMNS_INCLUDE
                        && !rule.values().contains(name))
                .toList();
        if (absent.isEmpty() && more.isEmpty()) {
            return holds(rule) ? "they are" : "they are in another order";
        }
        return (absent.isEmpty() ? "" : "there is no " + absent)
                + (absent.isEmpty() || more.isEmpty() ? "" : "; ")
                + (more.isEmpty() ? "" : "there is also " + more);
    }
}
