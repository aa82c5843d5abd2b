package io.github.modelkeel.sklearn.python;

import io.github.modelkeel.sklearn.python.array.Reading;
import io.github.modelkeel.sklearn.python.node.Constants;
import io.github.modelkeel.sklearn.python.node.Node;
import io.github.modelkeel.sklearn.python.node.SequenceNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** JSON has string keys only; skops keeps the types of a dictionary's keys in a list beside it. */
final class SkopsKeys {
    private SkopsKeys() {}

    static List<Node> of(Reading reading, Collection<?> keys, Node types) {
        if (!(types instanceof SequenceNode names) || names.items().size() != keys.size()) {
            throw reading.refusal("a dictionary of schema.json has other keys than key types");
        }
        List<Node> nodes = new ArrayList<>();
        for (Object key : keys) {
            Node type = names.items().get(nodes.size());
            String typeName = type instanceof Node.Name name ? name.qualified() : "";
            nodes.add(key(reading, typeName, String.valueOf(key)));
        }
        return nodes;
    }

    private static Node key(Reading reading, String type, String key) {
        if (type.equals("builtins.str") || type.equals("numpy.str_")) {
            return new Node.Text(key);
        }
        if (type.equals("builtins.bool") || type.equals("numpy.bool") || type.equals("numpy.bool_")) {
            return Constants.bool(key.equals("true") || key.equals("True"));
        }
        if (type.equals("builtins.NoneType") || key.equals("null")) {
            return Node.None.NONE;
        }
        boolean whole = type.equals("builtins.int") || type.startsWith("numpy.int") || type.startsWith("numpy.uint");
        if (whole && key.matches("-?[0-9]{1,18}")) {
            return Constants.integer(Long.parseLong(key));
        }
        if (type.equals("builtins.float") || type.startsWith("numpy.float")) {
            return new Node.Real(PythonLiteral.number(key)
                    .orElseThrow(
                            () -> reading.refusal("a key of schema.json is not a float: " + Reading.shorten(key))));
        }
        throw reading.refusal(
                "a key of schema.json has the odd type " + Reading.shorten(type) + ": " + Reading.shorten(key));
    }
}
