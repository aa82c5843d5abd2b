package io.github.modelkeel.formats.document;

import com.fasterxml.jackson.core.JsonGenerator;
import io.github.modelkeel.formats.json.JsonIn;
import io.github.modelkeel.formats.json.Limits;
import io.github.modelkeel.formats.operation.Form;
import io.github.modelkeel.formats.operation.OperationForms;
import io.github.modelkeel.formats.operation.OperationTypes;
import io.github.modelkeel.formats.operation.ValueForm;
import io.github.modelkeel.model.operation.Indices;
import io.github.modelkeel.model.operation.Operation;
import io.github.modelkeel.model.operation.Program;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Programs in JSON: their calls, each an operation's name, the slots it reads, and the operation's data. Immutable. */
final class ProgramJson {
    private final OperationForms operations;

    ProgramJson(OperationForms operations) {
        this.operations = operations;
    }

    void write(JsonGenerator out, Program program) throws IOException {
        out.writeStartObject();
        out.writeNumberField("inputs", program.inputs());
        out.writeArrayFieldStart("calls");
        for (Program.Call call : program.calls()) {
            out.writeStartObject();
            String name = OperationTypes.nameOf(call.operation());
            out.writeStringField("operation", name);
            indices(out, "from", call.from());
            operations.form(name).writeFields(out, call.operation());
            out.writeEndObject();
        }
        out.writeEndArray();
        indices(out, "outputs", program.outputs());
        out.writeEndObject();
    }

    private static void indices(JsonGenerator out, String name, Indices indices) throws IOException {
        out.writeFieldName(name);
        ValueForm.writeIndices(out, indices);
    }

    Program read(JsonIn in) throws IOException {
        Fields fields = new Fields();
        in.object(Set.of("inputs", "calls", "outputs"), name -> fields.read(name, in));
        return Program.of(fields.inputs, fields.calls, fields.outputs);
    }

    private final class Fields {
        private int inputs;
        private List<Program.Call> calls = List.of();
        private Indices outputs = Indices.of();

        boolean read(String name, JsonIn in) throws IOException {
            switch (name) {
                case "inputs" -> inputs = in.integer();
                case "calls" -> calls = in.list(Limits.MAX_CALLS, () -> readCall(in));
                case "outputs" -> outputs = Indices.of(in.integers(Limits.MAX_FEATURES));
                default -> {
                    return false;
                }
            }
            return true;
        }
    }

    private Program.Call readCall(JsonIn in) throws IOException {
        CallFields fields = new CallFields();
        in.object(Set.of("operation", "from"), name -> fields.read(name, in));
        if (fields.data == null) {
            throw in.bad("a call lacks its operation");
        }
        return new Program.Call(fields.data.make(in), fields.from);
    }

    /** The name of the operation comes first, since it says which fields there are. */
    private final class CallFields {
        private Form<? extends Operation>.@Nullable Reading data;
        private Indices from = Indices.of();

        boolean read(String name, JsonIn in) throws IOException {
            if (name.equals("operation")) {
                data = operations.form(in.string(), in).reading();
            } else if (data == null) {
                throw in.bad("the name of the operation must come first");
            } else if (name.equals("from")) {
                from = Indices.of(in.integers(Limits.MAX_FEATURES));
            } else {
                return data.read(name, in);
            }
            return true;
        }
    }
}
