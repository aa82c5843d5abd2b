package io.github.modelkeel.drift.source;

import io.github.modelkeel.drift.column.ProfileColumn;
import java.util.Map;

/** What was read: the columns in their order, and how many rows there were. */
public record Table(Map<String, ProfileColumn> columns, long rows) {}
