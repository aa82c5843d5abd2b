package io.github.modelkeel.formats.operation;

import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.model.operation.Operation;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The forms of the operations of {@link OperationTypes}: {@link PreparationForms}, {@link PredictionForms} and {@link TensorForms} have
 * their fields. Safe for use by multiple threads.
 */
public final class OperationForms {
    private final ValueForm scorers;
    private final Map<String, Form<? extends Operation>> forms = new ConcurrentHashMap<>();

    /**
     * The forms.
     *
     * @param scorers how a scorer is written that is a field of an operation
     */
    public OperationForms(ValueForm scorers) {
        this.scorers = scorers;
    }

    /** The form of the operation that a file names. */
    public Form<? extends Operation> form(String name, JsonIn in) {
        if (OperationTypes.find(name) == null) {
            throw in.bad("unknown operation \"" + JsonIn.shorten(name)
                    + "\"; was the file written by a later version of Modelkeel?");
        }
        return form(name);
    }

    /**
     * The form behind one of the {@linkplain OperationTypes#names() names}. It is made at its first use, since a model has few of them.
     */
    public Form<? extends Operation> form(String name) {
        return forms.computeIfAbsent(name, this::make);
    }

    private Form<? extends Operation> make(String name) {
        Form<? extends Operation> form = find(name);
        if (form == null || form.type() != OperationTypes.find(name)) {
            throw new IllegalStateException("the operation " + name + " has no form");
        }
        return form;
    }

    private @Nullable Form<? extends Operation> find(String name) {
        Form<? extends Operation> form = PreparationForms.find(name);
        form = form != null ? form : PredictionForms.find(name, scorers);
        return form != null ? form : TensorForms.find(name);
    }
}
