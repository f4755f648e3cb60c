-- What a person does in Neovim; it prints what they see as one line of JSON.
local function said(buffer)
  local found = {}
  for _, each in ipairs(vim.diagnostic.get(buffer)) do
    table.insert(found, { code = each.code, line = each.lnum, column = each.col, text = each.message })
  end
  return found
end

local function has(buffer, code)
  for _, each in ipairs(said(buffer)) do
    if each.code == code then
      return true
    end
  end
  return false
end

local out = {}
local ok, wrong = pcall(function()
  vim.cmd("edit " .. vim.env.SMS_FILE)
  local buffer = vim.api.nvim_get_current_buf()
  out.seen = vim.wait(20000, function() return has(buffer, "ENC001") end, 20)
  out.before = said(buffer)

  vim.lsp.codelens.refresh()
  vim.wait(5000, function() return #vim.lsp.codelens.get(buffer) > 0 end, 20)
  out.lenses = {}
  for _, each in ipairs(vim.lsp.codelens.get(buffer)) do
    table.insert(out.lenses, each.command.title)
  end

  local shown = {}
  local plain = vim.lsp.handlers["window/showMessage"]
  vim.lsp.handlers["window/showMessage"] = function(_, result, ...)
    table.insert(shown, result.message)
    return vim.NIL
  end
  vim.lsp.codelens.run()
  vim.wait(5000, function() return #shown > 0 end, 20)
  vim.lsp.handlers["window/showMessage"] = plain
  out.shown = shown

  vim.cmd("SmslintFix")
  out.gone = vim.wait(20000, function() return not has(buffer, "ENC001") end, 20)
  out.text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
  vim.cmd("silent write")

  vim.cmd("edit " .. vim.env.NOTE_FILE)
  local note = vim.api.nvim_get_current_buf()
  vim.wait(500, function() return #vim.diagnostic.get(note) > 0 end, 20)
  out.note = said(note)
  vim.cmd("SmslintCheck")
  out.asked = vim.wait(20000, function() return has(note, "ENC001") end, 20)

end)
if not ok then
  out.wrong = tostring(wrong)
end
io.stdout:write("RESULT " .. vim.json.encode(out) .. "\n")
vim.cmd("qall!")
