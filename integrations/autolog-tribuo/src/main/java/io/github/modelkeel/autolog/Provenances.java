package io.github.modelkeel.autolog;

import com.oracle.labs.mlrg.olcut.provenance.ListProvenance;
import com.oracle.labs.mlrg.olcut.provenance.MapProvenance;
import com.oracle.labs.mlrg.olcut.provenance.ObjectProvenance;
import com.oracle.labs.mlrg.olcut.provenance.PrimitiveProvenance;
import com.oracle.labs.mlrg.olcut.provenance.Provenance;
import com.oracle.labs.mlrg.olcut.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.Model;
import org.tribuo.Trainer;
import org.tribuo.provenance.ModelProvenance;

/** Where a model came from, as Tribuo recorded it. */
final class Provenances {
    private Provenances() {}

    static Map<String, String> tags(Trainer<?> trainer, Model<?> model) {
        ModelProvenance provenance = model.getProvenance();
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("modelkeel.autolog", "tribuo");
        tags.put("tribuo.trainer", trainer.getProvenance().getClassName());
        tags.put("tribuo.model", model.getClass().getName());
        tags.put("tribuo.version", provenance.getTribuoVersion());
        return tags;
    }

    /** The whole of it as maps, lists and values. */
    static Map<String, Object> document(ObjectProvenance provenance) {
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("class-name", provenance.getClassName());
        for (Pair<String, Provenance> item : provenance) {
            document.put(item.getA(), value(item.getB()));
        }
        return document;
    }

    private static Object value(Provenance provenance) {
        if (provenance instanceof PrimitiveProvenance<?> primitive) {
            Object value = primitive.getValue();
            return value == null ? "" : value;
        }
        if (provenance instanceof ListProvenance<?> list) {
            List<Object> items = new ArrayList<>();
            list.getList().forEach(item -> items.add(value(item)));
            return items;
        }
        if (provenance instanceof MapProvenance<?> map) {
            Map<String, Object> items = new LinkedHashMap<>();
            map.getMap().forEach((key, item) -> items.put(key, value(item)));
            return items;
        }
        return provenance instanceof ObjectProvenance object ? document(object) : provenance.toString();
    }
}
