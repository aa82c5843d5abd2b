package io.github.modelkeel.samples.houseprices;

import io.github.modelkeel.samples.houseprices.Table.Column;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;

/**
 * Permutation importance: how much worse a model predicts when one column's values change places (Breiman 2001, "Random forests",
 * section 10). It asks nothing of the model but predictions, and counts a text column as one.
 */
final class Importance {
    private Importance() {}

    /** The RMSE that shuffling each column adds, the largest first. */
    static List<Map.Entry<String, Double>> of(
            ToDoubleFunction<Map<String, Object>> model, Table test, List<Column> columns, String target, long seed) {
        double[] actual = test.numbers(target);
        double base = rmse(actual, test.rows(), model);
        List<Map.Entry<String, Double>> importance = new ArrayList<>();
        for (Column column : columns) {
            double shuffled = rmse(actual, shuffled(test.rows(), column.name(), seed), model);
            importance.add(Map.entry(column.name(), shuffled - base));
        }
        importance.sort(Map.Entry.<String, Double>comparingByValue().reversed());
        return importance;
    }

    private static double rmse(
            double[] actual, List<Map<String, Object>> rows, ToDoubleFunction<Map<String, Object>> model) {
        return Evaluation.of(actual, rows.stream().mapToDouble(model).toArray()).rmse();
    }

    private static List<Map<String, Object>> shuffled(List<Map<String, Object>> rows, String column, long seed) {
        List<Map<String, Object>> order = new ArrayList<>(rows);
        Collections.shuffle(order, new Random(seed));
        List<Map<String, Object>> changed = new ArrayList<>(rows.size());
        for (int i = 0; i < rows.size(); i++) {
            Map<String, Object> row = new HashMap<>(rows.get(i));
            Object other = order.get(i).get(column);
            if (other == null) {
                row.remove(column);
            } else {
                row.put(column, other);
            }
            changed.add(row);
        }
        return changed;
    }
}
