package io.flamingock.mongodb;

import com.mongodb.client.model.Filters;
import io.flamingock.audit.AuditEntry;
import io.flamingock.audit.Field;
import io.flamingock.audit.Fields;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * An entry as a document: {@code {_id: {service, seq}, kind, state, …}}, a missing value as a missing field. Sub-documents
 * compare field by field, so the index on {@code _id} has the entries of one service together and in order.
 */
final class EntryDocument {

    private static final String ID = "_id";

    private EntryDocument() {}

    static Document of(AuditEntry entry) {
        Document document = new Document(ID, id(entry.service(), entry.seq()));
        Fields.of(entry).forEach((field, value) -> {
            if (value != null && !isInId(field)) {
                document.append(field.column(), value);
            }
        });
        return document;
    }

    static Fields fields(Document document) {
        return Fields.read(field -> value(document, field));
    }

    static Document id(String service, long seq) {
        return new Document(Field.SERVICE.column(), service).append(Field.SEQ.column(), seq);
    }

    /** The entries of a service after this one. */
    static Bson after(String service, long seq) {
        return Filters.and(Filters.gt(ID, id(service, seq)), Filters.lte(ID, id(service, Long.MAX_VALUE)));
    }

    private static @Nullable Object value(Document document, Field field) {
        return isInId(field) ? document.get(ID, new Document()).get(field.column()) : document.get(field.column());
    }

    private static boolean isInId(Field field) {
        return field == Field.SERVICE || field == Field.SEQ;
    }
}
