# What public access blocks of buckets and accounts hold off. The strictest of them counts.
package lib.public_access_block

import rego.v1

import data.lib.attribute
import data.lib.companion
import data.lib.finding
import data.lib.text

_type := "aws_s3_bucket_public_access_block"

# The flags of a block.
flags := ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]

# The findings about a flag that a bucket's block leaves off and that of its account, too. `accounts` are the
# blocks of accounts in the plan, `effect` says what comes of it.
flag_findings(block, flag, accounts, effect) := sure | unsure if {
	settings := of_account(block, accounts)
	msg := sprintf("%s: %s", [effect, _state(block, flag)])
	sure := {finding.at(block, [flag], msg) |
		not _is_on(block, flag)
		every setting in settings {
			attribute.is_off(setting, [flag])
		}
	}
	unsure := {finding.beside(block, [flag], setting, [flag], msg) |
		not _is_on(block, flag)
		_are_all_off_or_deferred(settings, flag)
		some setting in settings
		attribute.is_deferred(setting, [flag])
	}
}

# The blocks of the account that the resource is in.
of_account(resource, accounts) := [setting |
	some setting in accounts
	object.get(setting, "provider_config", "") == object.get(resource, "provider_config", "")
]

# The findings about a value of a resource that opens the bucket, if no block of it or of the account closes it
# again. `lasting` is the flag that takes the effect from what is there, `refusing` the one that only keeps it
# from being set, `companion` the type that takes the place of what the bucket says itself. The bucket is the
# resource itself where the plan has none.
open_findings(resource, path, msg, bucket, guard) := sure | missing | unsure if {
	keys := _flags_that_count(resource, guard)
	blocks := companion.certain(bucket, _type)
	certain := array.concat(blocks, of_account(bucket, guard.accounts))
	possible := companion.possible(bucket, _type)
	closed := {block.address |
		some block in certain
		some key in keys
		_is_on(block, key)
	}
	doubts := {{"block": block, "path": [key]} |
		some block in certain
		some key in keys
		attribute.is_deferred(block, [key])
	} | {{"block": block, "path": ["bucket"]} |
		count(blocks) == 0
		some block in possible
		some key in keys
		not attribute.is_off(block, [key])
	}
	unsure := {finding.beside(resource, path, doubt.block, doubt.path, msg) |
		count(closed) == 0
		some doubt in doubts
	}
	missing := {finding.without(resource, path, {_type} | _companions(resource, guard), msg) |
		count(closed) + count(doubts) + count(blocks) == 0
	}
	sure := {found |
		count(closed) + count(doubts) == 0
		count(blocks) > 0
		some found in _under_a_block(resource, path, msg, _companions(resource, guard))
	}
}

_companions(resource, guard) := {guard.companion | resource.type == "aws_s3_bucket"}

_under_a_block(resource, path, msg, types) := {finding.at(resource, path, msg)} if count(types) == 0

_under_a_block(resource, path, msg, types) := {finding.without(resource, path, types, msg)} if count(types) > 0

_flags_that_count(resource, guard) := {guard.lasting} if object.get(resource, "actions", []) == ["no-op"]

_flags_that_count(resource, guard) := {guard.lasting, guard.refusing} if {
	object.get(resource, "actions", []) != ["no-op"]
}

_is_on(block, flag) if block.values[flag] == true

_are_all_off_or_deferred(settings, flag) if {
	every setting in settings {
		object.get(setting.values, flag, false) == false
	}
}

_state(block, flag) := text.state(block.values, flag) if not attribute.is_deferred(block, [flag])

_state(block, flag) := sprintf("`%s` is known only after apply", [flag]) if attribute.is_deferred(block, [flag])
