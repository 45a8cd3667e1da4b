#include "database/expansion.hpp"

#include <algorithm>
#include <bit>
#include <cctype>
#include <stdexcept>

namespace backbone::database {

namespace {

bool is_word_character(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const auto begin = text.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return {};
    return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

/// Takes the first word off the text.
std::string_view take_word(std::string_view& text)
{
    text = trimmed(text);
    const auto length = std::min(text.find_first_of(" \t\r\n"), text.size());
    const std::string_view word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

bool contains_word(std::string_view text, std::string_view word)
{
    for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
        const bool begins = at == 0 || !is_word_character(text[at - 1]);
        const bool ends = at + word.size() == text.size() || !is_word_character(text[at + word.size()]);
        if (begins && ends) return true;
    }
    return false;
}

void append_placeholder(std::string& sql, Backend backend, std::size_t position)
{
    if (backend == Backend::postgresql) {
        sql += '$';
        sql += std::to_string(position);
    } else {
        sql += '?';
    }
}

class Expansion
{
  public:
    Expansion(Backend backend, std::string_view sql, std::span<const std::size_t> list_sizes)
        : backend_(backend), source_(sql), list_sizes_(list_sizes)
    {}

    ExpandedStatement run()
    {
        while (at_ < source_.size()) step();
        if (lists_ != list_sizes_.size()) throw std::logic_error("the number of lists differs from that in the text");
        result_.arguments = arguments_.size();
        return std::move(result_);
    }

  private:
    struct Argument
    {
        std::string_view name;
        std::size_t list_size;
    };

    void step()
    {
        const char c = source_[at_];
        if (c == '\'' || c == '"') {
            copy_until(std::string_view(&source_[at_], 1), 1);
        } else if (source_.substr(at_).starts_with("--")) {
            copy_until("\n", 2);
        } else if (c == '{') {
            macro();
        } else if (c == ':' && at_ + 1 < source_.size() && is_word_character(source_[at_ + 1])) {
            ++at_;
            const std::string_view name = take_name();
            write_scalar(name);
        } else {
            result_.sql += c;
            ++at_;
        }
    }

    void copy_until(std::string_view end, std::size_t skip)
    {
        const auto found = source_.find(end, at_ + skip);
        const auto stop = found == std::string_view::npos ? source_.size() : found + end.size();
        result_.sql += source_.substr(at_, stop - at_);
        at_ = stop;
    }

    std::string_view take_name()
    {
        const auto begin = at_;
        while (at_ < source_.size() && is_word_character(source_[at_])) ++at_;
        return source_.substr(begin, at_ - begin);
    }

    void macro()
    {
        const auto end = source_.find('}', at_);
        if (end == std::string_view::npos) throw std::logic_error("a macro has no end");
        std::string_view rest = source_.substr(at_ + 1, end - at_ - 1);
        at_ = end + 1;
        const std::string_view name = take_word(rest);
        if (name == "page") {
            page(rest);
        } else if (name == "limit") {
            limit(rest);
        } else if (name == "list") {
            list(take_word(rest));
        } else if (name == "output" || name == "returning") {
            changed_columns(name, trimmed(rest));
        } else if (name == "octets") {
            octets(trimmed(rest));
        } else {
            fixed_text(name);
        }
    }

    void page(std::string_view rest)
    {
        const std::string_view offset = take_word(rest);
        const std::string_view size = take_word(rest);
        if (backend_ == Backend::sqlserver) {
            result_.sql += "OFFSET ";
            write_value(offset);
            result_.sql += " ROWS FETCH NEXT ";
            write_value(size);
            result_.sql += " ROWS ONLY";
        } else {
            if (offset.starts_with(':')) declare(offset.substr(1));
            result_.sql += "LIMIT ";
            write_value(size);
            result_.sql += " OFFSET ";
            write_value(offset);
        }
    }

    void limit(std::string_view rest)
    {
        const bool has_limit = backend_ != Backend::sqlserver;
        result_.sql += has_limit ? "LIMIT " : "OFFSET 0 ROWS FETCH NEXT ";
        write_value(take_word(rest));
        if (!has_limit) result_.sql += " ROWS ONLY";
    }

    void list(std::string_view name)
    {
        auto argument = find(name);
        if (argument == arguments_.end()) {
            if (lists_ == list_sizes_.size())
                throw std::logic_error("there are more lists in the text than were given");
            arguments_.push_back({name, list_sizes_[lists_++]});
            argument = std::prev(arguments_.end());
        }
        if (argument->list_size == 0) result_.sql += "NULL";
        for (std::size_t element = 0; element < argument->list_size; ++element) {
            if (element > 0) result_.sql += ", ";
            write_placeholder({position_of(argument), element});
        }
    }

    void changed_columns(std::string_view macro_name, std::string_view columns)
    {
        if ((macro_name == "output") != (backend_ == Backend::sqlserver)) return;
        if (macro_name == "returning") {
            result_.sql += "RETURNING ";
            result_.sql += columns;
            return;
        }
        std::string_view statement = source_;
        const std::string_view table = take_word(statement) == "DELETE" ? "deleted." : "inserted.";
        std::string_view separator = "OUTPUT ";
        while (!columns.empty()) {
            const auto comma = std::min(columns.find(','), columns.size());
            result_.sql += separator;
            result_.sql += table;
            result_.sql += trimmed(columns.substr(0, comma));
            columns.remove_prefix(std::min(comma + 1, columns.size()));
            separator = ", ";
        }
    }

    void octets(std::string_view column)
    {
        if (column.empty()) throw std::logic_error("a macro lacks a column");
        switch (backend_) {
            case Backend::sqlite:
                result_.sql += "LENGTH(";
                break;
            case Backend::postgresql:
                result_.sql += "OCTET_LENGTH(";
                break;
            case Backend::sqlserver:
                result_.sql += "DATALENGTH(";
                break;
        }
        result_.sql += column;
        result_.sql += ')';
    }

    void fixed_text(std::string_view name)
    {
        const bool on_postgresql = backend_ == Backend::postgresql;
        const bool on_sqlserver = backend_ == Backend::sqlserver;
        if (name == "lock") {
            if (on_sqlserver) result_.sql += "WITH (UPDLOCK, ROWLOCK)";
        } else if (name == "for_update") {
            if (on_postgresql) result_.sql += "FOR UPDATE";
        } else if (name == "lock_free") {
            if (on_sqlserver) result_.sql += "WITH (UPDLOCK, ROWLOCK, READPAST)";
        } else if (name == "skip_locked") {
            if (on_postgresql) result_.sql += "FOR UPDATE SKIP LOCKED";
        } else if (name == "do_nothing") {
            if (!on_sqlserver) result_.sql += "ON CONFLICT DO NOTHING";
            result_.ignores_unique_violation = on_sqlserver;
        } else if (name == "nulls_last" || name == "nulls_first") {
            if (!on_sqlserver) result_.sql += name == "nulls_last" ? "NULLS LAST" : "NULLS FIRST";
        } else if (name == "not_durable") {
            if (on_postgresql) {
                result_.sql += "FROM (SELECT set_config('synchronous_commit', 'off', true)) AS not_durable";
            }
        } else {
            throw std::logic_error("there is no macro {" + std::string(name) + "}");
        }
    }

    std::vector<Argument>::iterator find(std::string_view name)
    {
        return std::ranges::find(arguments_, name, &Argument::name);
    }

    std::size_t position_of(std::vector<Argument>::iterator argument)
    {
        return static_cast<std::size_t>(argument - arguments_.begin());
    }

    std::size_t declare(std::string_view name)
    {
        if (const auto argument = find(name); argument != arguments_.end()) return position_of(argument);
        arguments_.push_back({name, 1});
        return arguments_.size() - 1;
    }

    /// A parameter or a number.
    void write_value(std::string_view word)
    {
        if (word.starts_with(':')) {
            write_scalar(word.substr(1));
        } else if (!word.empty() && std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; })) {
            result_.sql += word;
        } else {
            throw std::logic_error("a macro lacks a parameter or a number");
        }
    }

    void write_scalar(std::string_view name) { write_placeholder({declare(name), 0}); }

    /// Each use has a placeholder of its own: PostgreSQL could not tell the type of one that it finds both in a list of
    /// values and in a comparison.
    void write_placeholder(Placeholder placeholder)
    {
        result_.placeholders.push_back(placeholder);
        append_placeholder(result_.sql, backend_, result_.placeholders.size());
    }

    Backend backend_;
    std::string_view source_;
    std::span<const std::size_t> list_sizes_;
    std::size_t at_ = 0;
    std::size_t lists_ = 0;
    std::vector<Argument> arguments_;
    ExpandedStatement result_;
};

}  // namespace

bool only_reads(std::string_view sql)
{
    std::string_view rest = sql;
    const std::string_view first = take_word(rest);
    if (first == "SELECT") return true;
    return first == "WITH" && !contains_word(rest, "INSERT") && !contains_word(rest, "UPDATE") &&
           !contains_word(rest, "DELETE");
}

std::size_t padded_list_size(std::size_t size)
{
    return size == 0 ? 0 : std::bit_ceil(size);
}

ExpandedStatement expand(Backend backend, std::string_view sql, std::span<const std::size_t> list_sizes)
{
    return Expansion(backend, sql, list_sizes).run();
}

std::string expand_values(Backend backend, std::size_t rows, std::size_t columns)
{
    std::string sql = "VALUES ";
    std::size_t position = 0;
    for (std::size_t row = 0; row < rows; ++row) {
        sql += row == 0 ? "(" : ", (";
        for (std::size_t column = 0; column < columns; ++column) {
            if (column > 0) sql += ", ";
            append_placeholder(sql, backend, ++position);
        }
        sql += ')';
    }
    return sql;
}

std::size_t largest_bulk(Backend backend, std::size_t columns)
{
    // SQL Server takes 2100 parameters, some of which the driver may use itself; the others take over 32,000.
    const std::size_t parameters = backend == Backend::sqlserver ? 2000 : 32'000;
    return std::bit_floor(std::clamp<std::size_t>(parameters / columns, 1, 64));
}

}  // namespace backbone::database
