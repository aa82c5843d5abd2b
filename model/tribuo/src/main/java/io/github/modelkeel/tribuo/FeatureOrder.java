package io.github.modelkeel.tribuo;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tribuo.ImmutableFeatureMap;
import org.tribuo.VariableIDInfo;
import org.tribuo.VariableInfo;

/** The way from Tribuo's feature ids, which follow the names' order, to our indices. */
final class FeatureOrder {
    private FeatureOrder() {}

    /** Our index of each of Tribuo's feature ids. */
    static int[] indexOfId(ImmutableFeatureMap domain, List<String> features) {
        Map<String, Integer> indices = new HashMap<>();
        for (int i = 0; i < features.size(); i++) {
            indices.put(features.get(i), i);
        }
        int[] indexOfId = new int[domain.size()];
        for (VariableInfo info : domain) {
            Integer index = indices.get(info.getName());
            if (index == null) {
                throw new IllegalArgumentException("the model knows a feature '" + info.getName()
                        + "', which the preprocessing does not give; was it trained on another one?");
            }
            indexOfId[((VariableIDInfo) info).getID()] = index;
        }
        return indexOfId;
    }
}
