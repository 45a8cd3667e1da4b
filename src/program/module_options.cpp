#include "program/module_options.hpp"

#include <admin/options.hpp>
#include <devices/options.hpp>
#include <messages/options.hpp>
#include <pages/options.hpp>
#include <relationships/options.hpp>
#include <tags/options.hpp>

namespace backbone::program {

ModuleOptions module_options()
{
    ModuleOptions modules;
    modules.add<admin::AuditLogOptions>("admin");
    modules.add<devices::DevicesOptions>("devices");
    modules.add<messages::MessagesOptions>("messages");
    modules.add<relationships::RelationshipsOptions>("relationships");
    modules.add<pages::PagesOptions>("pages");
    modules.add<tags::TagsOptions>("tags");
    return modules;
}

}  // namespace backbone::program
