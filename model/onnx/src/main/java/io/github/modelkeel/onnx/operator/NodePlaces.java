package io.github.modelkeel.onnx.operator;

import io.github.modelkeel.onnx.graph.NodeData;
import java.util.HashMap;
import java.util.Map;

/** Where a tree's node is in the lists. A node's number mostly is its place in its tree; where it is not, a map says. */
final class NodePlaces {
    private final NodeData node;
    private final Map<Long, Integer> starts = new HashMap<>();
    private final Map<Long, Integer> places = new HashMap<>();
    private final long[] treeIds;
    private final long[] ids;

    NodePlaces(NodeData node, long[] treeIds, long[] ids) {
        this.node = node;
        this.treeIds = treeIds;
        this.ids = ids;
        int start = 0;
        for (int i = 0; i < ids.length; i++) {
            if (i == 0 || treeIds[i] != treeIds[i - 1]) {
                start = i;
                if (starts.put(treeIds[i], i) != null) {
                    throw node.refusal("has a tree whose nodes are apart");
                }
            }
            if (treeIds[i] < 0 || treeIds[i] > Integer.MAX_VALUE || ids[i] < 0 || ids[i] > Integer.MAX_VALUE) {
                throw node.refusal("has the node " + ids[i] + " in the tree " + treeIds[i]);
            }
            if (ids[i] != i - start && places.put(treeIds[i] << 32 | ids[i], i) != null) {
                throw node.refusal("has two nodes of one number");
            }
        }
    }

    int of(long tree, long id) {
        Integer start = starts.get(tree);
        if (start != null && id >= 0 && id < ids.length - start) {
            int at = start + (int) id;
            if (treeIds[at] == tree && ids[at] == id) {
                return at;
            }
        }
        Integer place = id < 0 || id > Integer.MAX_VALUE || tree < 0 ? null : places.get(tree << 32 | id);
        if (place == null) {
            throw node.refusal("has no node " + id + " in the tree " + tree);
        }
        return place;
    }
}
