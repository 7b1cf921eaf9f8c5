package app.countersign.assistant;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A drawer as it is stored.
 *
 * @param kind the simple name of its class
 * @param data its fields
 */
record StoredDrawer(String kind, JsonNode data) {}
