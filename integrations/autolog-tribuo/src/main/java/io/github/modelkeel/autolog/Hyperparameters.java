package io.github.modelkeel.autolog;

import com.oracle.labs.mlrg.olcut.provenance.ConfiguredObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.Map;
import java.util.TreeMap;

/** A trainer's configuration as flat names and values. */
final class Hyperparameters {
    private static final int MAX_NAME = 250;
    private static final int MAX_VALUE = 6000;

    private Hyperparameters() {}

    static Map<String, String> of(ConfiguredObjectProvenance trainer) {
        Map<String, String> flat = new TreeMap<>();
        flat.put("trainer", simpleName(trainer));
        trainer.getConfiguredParameters().forEach((name, value) -> add(name, value, flat));
        return flat;
    }

    static String simpleName(ObjectProvenance object) {
        String name = object.getClassName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static void add(String name, Provenance value, Map<String, String> flat) {
        if (value instanceof PrimitiveProvenance<?> primitive) {
            put(name, String.valueOf(primitive.getValue()), flat);
        } else if (value instanceof ConfiguredObjectProvenance object) {
            put(name, simpleName(object), flat);
            object.getConfiguredParameters().forEach((inner, item) -> add(name + "." + inner, item, flat));
        } else if (value instanceof ListProvenance<?> list) {
            int index = 0;
            for (Provenance item : list.getList()) {
                add(name + "." + index++, item, flat);
            }
        } else if (value instanceof MapProvenance<?> map) {
            for (Pair<String, ? extends Provenance> item : map) {
                add(name + "." + item.getA(), item.getB(), flat);
            }
        } else {
            put(name, value.toString(), flat);
        }
    }

    /** MLflow takes names of some characters only, and values up to a length. */
    private static void put(String name, String value, Map<String, String> flat) {
        String clean = name.replaceAll("[^\\w.\\- ]", "_");
        boolean isLong = value.codePointCount(0, value.length()) > MAX_VALUE;
        flat.put(cut(clean, MAX_NAME), isLong ? cut(value, MAX_VALUE - 3) + "..." : value);
    }

    /** The first characters of a text, as MLflow counts them, never half a surrogate pair, which would be refused. */
    static String cut(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most));
    }
}
